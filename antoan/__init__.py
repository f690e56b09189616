"""An Toàn: from a plan on paper to tracked tasks, for occupational safety and health in Vietnamese local government."""

__version__ = "0.1.0"
