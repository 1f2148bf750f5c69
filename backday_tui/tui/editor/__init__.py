"""The editor: a routine's TOML beside the plan that it makes."""
