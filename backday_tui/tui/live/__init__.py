"""The live screen: one workout, followed."""
