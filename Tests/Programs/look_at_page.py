"""A page as a person sees it on a desk and on a phone, in headless Chromium.

    look_at_page.py URL FOLDER     a picture of the whole page goes into FOLDER for either width: desktop.png, phone.png

Prints, for either, as JSON: what the console complained of, whether the page scrolls sideways and what sticks out, the sizes
of its figures, and of the picture how many colours it has and which share of it is not of the page's background.
"""
import base64
import json
import os
import sys

from headless import browser, complaints
from selenium.webdriver.support.ui import WebDriverWait

WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}

LOOK = """
const width = document.documentElement.clientWidth;
const figures = [...document.querySelectorAll('figure svg, figure img')].map(e => e.getBoundingClientRect());
return {
  title: document.title,
  headings: [...document.querySelectorAll('h1, h2')].map(e => e.textContent),
  scrolls: document.documentElement.scrollWidth > window.innerWidth,
  outside: [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1
    && !e.closest('svg *')).map(e => e.tagName + ': ' + e.textContent.slice(0, 60)),
  figures: figures.map(r => [r.width, r.height]),
};
"""

# The picture is drawn on a canvas, whose pixels can be counted.
COUNT = """
const [source, done] = arguments, image = new Image();
image.onload = () => {
  const canvas = document.createElement('canvas');
  canvas.width = image.width; canvas.height = image.height;
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
  const colours = new Set(pixels);
  done({colours: colours.size, ink: pixels.filter(p => p !== pixels[0]).length / pixels.length});
};
image.src = source;
"""

url, folder = sys.argv[1:3]
driver = browser()
found = {}
try:
    for name, (width, height) in WIDTHS.items():
        device = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": name == "phone"}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", device)
        driver.get(url)
        WebDriverWait(driver, 30).until(lambda d: d.execute_script("return document.readyState") == "complete")
        look = driver.execute_script(LOOK)
        shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})["data"]
        with open(os.path.join(folder, name + ".png"), "wb") as file:
            file.write(base64.b64decode(shot))
        look["log"] = complaints(driver)
        driver.get("about:blank")
        found[name] = look | driver.execute_async_script(COUNT, "data:image/png;base64," + shot)
finally:
    driver.quit()
print(json.dumps(found))
