"""Headless Chromium as the tests use it; what they share."""
import os
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.service import Service


def browser(folder):
    """A driver with a profile of its own in `folder`, whose console is kept."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
        options.add_argument(flag)
    options.add_argument("--user-data-dir=" + os.path.join(folder, "profile"))
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def complaints(driver):
    """What the console has had to say since the last call."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]
