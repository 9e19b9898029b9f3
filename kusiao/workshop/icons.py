"""The icons of an installed page, drawn from static/icons/knot.svg: `python -m kusiao.workshop.icons` after the mark changed."""

from PIL import Image

from kusiao.workshop import browsers
from kusiao.workshop.practice import CHECKOUT

FOLDER = CHECKOUT / "static" / "icons"
COTTON, INDIGO = "#fbf8f1", "#22406e"
# name → (pixels, how much of it the mark fills, ground): some phones cut an icon to a circle or round its corners.
ICONS = {
    "knot-180": (180, 0.9, INDIGO),
    "knot-192": (192, 0.86, COTTON),
    "knot-512": (512, 0.86, COTTON),
    "knot-maskable-512": (512, 0.78, INDIGO),
}
PAGE = (
    "<style>*{{margin:0}}body{{width:{size}px;height:{size}px;display:grid;place-items:center;background:{ground}}}"
    "svg{{width:{mark}px;height:{mark}px}}</style>{svg}"
)


def draw():
    from playwright.sync_api import sync_playwright

    svg = (FOLDER / "knot.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.chromium(), args=browsers.ARGUMENTS)
        for name, (size, share, ground) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(size=size, ground=ground, mark=round(size * share), svg=svg))
            page.screenshot(path=FOLDER / f"{name}.png")
            with Image.open(FOLDER / f"{name}.png") as drawn:
                few = drawn.convert("RGB").quantize(32)
            few.save(FOLDER / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    draw()
