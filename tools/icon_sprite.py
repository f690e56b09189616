"""Make one sprite of the icons that the face uses: python tools/icon_sprite.py FOLDER_OF_SVGS OUT.svg"""

import re
import sys
from pathlib import Path

NAMES = """alert-triangle arrow-left arrow-right ban bell building calendar check checks chevron-down circle-check clock
clock-pause dots download external-link file-text file-upload history home layout-dashboard link list-check
lock logout map-pin menu-2 message-exclamation minus paperclip pencil plus printer report search send
speakerphone table table-import target user users x scissors arrows-join clipboard-list corner-up-left
hourglass coin eye""".split()


def main(folder: str, out: str) -> None:
    symbols = []
    for name in sorted(NAMES):
        svg = Path(folder, f"{name}.svg").read_text()
        inner = re.search(r"<svg[^>]*>(.*)</svg>", svg, re.DOTALL).group(1)
        inner = re.sub(r'<path stroke="none"[^>]*/>', "", inner)
        inner = re.sub(r"\s+", " ", inner).strip()
        symbols.append(
            f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
            f'stroke-linecap="round" stroke-linejoin="round">{inner}</symbol>'
        )
    Path(out).write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n')


if __name__ == "__main__":
    main(*sys.argv[1:])
