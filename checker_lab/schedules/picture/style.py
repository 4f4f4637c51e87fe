"""The looks of a picture.

An untrusted notebook loses style sheets, CSS variables, SVG and ARIA attributes. So a picture is a
table of real text, and its inline styles use only what JupyterLab lets through: plain colours,
which fit light and dark themes. The sheet adds the colours of the theme, and lanes without columns
where there is little room.
"""

__all__ = [
    "BOX",
    "CELL",
    "CODE",
    "HEAD",
    "HIDDEN",
    "LANE_COLORS",
    "LINE",
    "LOST_BOX",
    "NAME",
    "NUMBER",
    "PICTURE",
    "ROW",
    "SAID",
    "SHEET",
    "STALE",
    "TABLE",
    "TEXT",
    "VERDICT",
    "WAITS",
]

# Each has a contrast of 3:1 or more to white and to black. The name of a lane says the same.
LANE_COLORS = ("#2f81f7", "#b7791f", "#8957e5", "#2b9348", "#cf4a8b", "#0d8f8f")
BAD = "#e5484d"
FAINT = "rgba(128, 128, 128, 0.45)"

PICTURE = "margin: 4px 0; padding: 0; font-size: 13px; line-height: 1.4"
TABLE = "table-layout: fixed; width: 100%; margin: 0; border: none; border-collapse: collapse"
ROW = "background: none; border: none"
CELL = "text-align: left; vertical-align: top; white-space: normal; max-width: none; border: none"
LINE = f"{CELL}; padding: 0 8px 0 6px; border-left: 3px solid {{0}}"
HEAD = f"{LINE}; font-weight: bold; padding: 2px 8px 6px 6px; word-wrap: break-word"
WAITS = f"{CELL}; padding: 6px 8px 0 6px; border-left: 3px dashed {{0}}"
STALE = (
    "text-align: left; vertical-align: bottom; white-space: normal; max-width: none; border: none; "
    f"padding: 0 8px 6px 6px; border-left: 3px dotted {BAD}"
)
BOX = (
    "display: flex; margin: 3px 0; padding: 2px 6px 2px 4px; border-radius: 4px; "
    f"border: 1px solid {FAINT}; background: rgba(128, 128, 128, 0.08)"
)
LOST_BOX = (
    "display: flex; margin: 3px 0; padding: 2px 6px 2px 4px; border-radius: 4px; "
    f"border: 2px solid {BAD}; background: rgba(229, 72, 77, 0.12)"
)
NUMBER = (
    "flex: none; min-width: 1.6em; margin: 1px 6px 0 0; padding: 0 2px; height: 1.6em; "
    "line-height: 1.6em; text-align: center; border-radius: 1em; font-size: 0.8em; "
    "border: 1px solid {0}"
)
TEXT = "flex: 1 1 auto; min-width: 0; word-wrap: break-word"
# The second and further lines of a wrapped one are indented further than Python indents.
CODE = (
    "display: block; margin: 0; padding: 0 0 0 1.8em; text-indent: -1.8em; font-size: 0.95em; "
    "white-space: pre-wrap; word-break: normal; word-wrap: break-word; background: none; "
    "border: none"
)
NAME = "background: none; padding: 0; border: none"
SAID = (
    "display: block; margin: 0; padding: 0 0 1px 1.2em; text-indent: -1.2em; font-size: 0.95em; "
    "word-wrap: break-word"
)
VERDICT = "margin: 8px 0 0 0; padding: 4px 10px; border-left: 4px solid {0}; word-wrap: break-word"
HIDDEN = "display: none"

SHEET = """<style>
.checker-lab-run { container-type: inline-size; color: var(--jp-ui-font-color0, inherit);
  font-family: var(--jp-ui-font-family, sans-serif); font-size: var(--jp-ui-font-size1, 13px);
  line-height: 1.4; overflow-wrap: anywhere; }
.checker-lab-run table { color: inherit !important; font-size: inherit !important; }
.checker-lab-run code { font-family: var(--jp-code-font-family, monospace) !important;
  color: inherit !important; line-height: inherit !important;
  overflow-wrap: anywhere !important; }
.checker-lab-run .move { border-color: var(--jp-border-color1, #8888) !important; }
.checker-lab-run .lost { border-color: var(--jp-error-color1, #e5484d) !important; }
.checker-lab-run summary { cursor: pointer; }
@container (max-width: 34em) {
  .checker-lab-run table, .checker-lab-run thead, .checker-lab-run tbody { display: block; }
  .checker-lab-run tr { display: flex; }
  .checker-lab-run thead tr { flex-wrap: wrap; }
  .checker-lab-run tbody td { flex: none; width: 6px; padding: 0 !important; }
  .checker-lab-run .aside, .checker-lab-run td.turn ~ td { display: none !important; }
  .checker-lab-run tbody td.turn { flex: 1 1 auto; width: auto; min-width: 0;
    padding-left: 6px !important; }
  .checker-lab-run tr.end { display: block; }
  .checker-lab-run tr.end td { display: block; width: auto; padding: 2px 6px !important; }
  .checker-lab-run tr.end .aside { display: block !important; }
  .checker-lab-run .who { display: inline !important; }
  .checker-lab-run .narrow { display: block !important; }
}
</style>"""
