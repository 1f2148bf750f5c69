"""The parts of the editor screen, each with one job. The screen itself is `screens/editor.py`."""
