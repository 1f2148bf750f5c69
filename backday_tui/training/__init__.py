"""What was done -> aims, loads, records. Pure: no disk, no screen, no clock; values go in, values come out."""
