"""A bar that says how far the program is: on a terminal, in a notebook, nowhere else."""

import sys


class Progress:
    """Shows shares from 0 to 1, and is gone once closed, so that notebooks keep results alone."""

    def __init__(self, title, enabled=True, width=30):
        self.title = title
        self.width = width
        self._handle = None
        self._is_terminal = enabled and sys.stderr is not None and sys.stderr.isatty()
        self._is_notebook = enabled and not self._is_terminal and _in_notebook()
        self._shown = False

    def show(self, share, text=""):
        """Shows a share and the program's own words."""
        full = round(self.width * share)
        bar = f"{self.title} [{'#' * full}{'.' * (self.width - full)}] {100 * share:3.0f} %  {text}"
        if self._is_terminal:
            sys.stderr.write("\r\x1b[K" + bar[:150])
            sys.stderr.flush()
        elif self._is_notebook:
            from IPython.display import display

            data = {"text/plain": bar}
            if self._handle is None:
                self._handle = display(data, raw=True, display_id=True)
            else:
                self._handle.update(data, raw=True)
        self._shown = True

    def close(self):
        """Takes the bar away."""
        if not self._shown:
            return
        if self._is_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        elif self._handle is not None:
            self._handle.update({"text/plain": ""}, raw=True)


def _in_notebook():
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"
