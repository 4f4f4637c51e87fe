"""The board: the part of the dashboard below the controls, with status, table, timeline and log."""
