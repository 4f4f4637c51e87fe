"""The style of everything that a widget shows as HTML: the messages beside the controls."""

__all__ = ["STYLE"]

# JupyterLab's own CSS variables, so that every theme fits; the value after each comma is for
# places without such a theme.
STYLE = """<style>
.checker-lab-picture > .widget-html-content { flex: 1 1 auto; min-width: 0; }
.checker-lab { font-family: var(--jp-ui-font-family, sans-serif); line-height: 1.4;
  font-size: var(--jp-ui-font-size1, 13px); color: var(--jp-ui-font-color0, inherit);
  white-space: normal; }
.checker-lab p { margin: 0.4em 0; }
.checker-lab .state { border-left: 4px solid var(--jp-border-color1, #888); padding: 0.3em 0.8em; }
.checker-lab .box { overflow: auto; box-sizing: border-box; }
.checker-lab table { border-collapse: collapse; width: 100%; margin: 0; }
.checker-lab th, .checker-lab td { text-align: left; vertical-align: top; padding: 0.25em 0.6em;
  border-bottom: 1px solid var(--jp-border-color2, #bbb); font-variant-numeric: tabular-nums; }
.checker-lab th { font-weight: 600; }
.checker-lab th[scope=row] { overflow-wrap: anywhere; min-width: 5em; max-width: 22em; }
.checker-lab .mark { display: inline-block; width: 1.5em; text-align: center; }
.checker-lab ol { margin: 0; padding: 0 0.5em; list-style: none; }
.checker-lab li { overflow-wrap: anywhere; }
</style>"""
