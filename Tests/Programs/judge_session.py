"""A person's session on the judging page, in headless Chromium.

    judge_session.py URL FOLDER     pictures of the page go into FOLDER

Answers by keys and by clicks in turn, closes the page in the middle and comes back, and ends at the thanks. Prints what it
found as JSON.
"""
import json
import os
import sys
import time

from headless import browser, complaints
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

url, folder = sys.argv[1:3]
driver = browser()
found = {"answers": []}
try:
    wait = WebDriverWait(driver, 30, poll_frequency=0.02)

    def shown(name):
        return wait.until(lambda d: (e := d.find_element(By.ID, name)).is_displayed() and e)

    def picture(name, width, height):
        driver.set_window_size(width, height)
        driver.save_screenshot(os.path.join(folder, name + ".png"))

    def begin():
        shown("begin")
        wait.until(lambda d: all(d.execute_script(
            "return [...document.querySelectorAll('#examples img')].map(i => i.complete && i.naturalWidth > 0)")))
        found["focused"] = driver.switch_to.active_element.get_attribute("id")

    driver.set_window_size(1000, 900)
    driver.get(url)
    begin()
    found["examples"] = len(driver.find_elements(By.CSS_SELECTOR, "#examples img"))
    found["title"] = driver.title
    picture("welcome", 1000, 900)
    picture("welcome-phone", 390, 844)
    # No scrolling sideways, and buttons that a thumb hits.
    found["overflow"] = driver.execute_script("return document.documentElement.scrollWidth > innerWidth")
    driver.set_window_size(1000, 900)

    # By keyboard alone: the button has the focus.
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    trials = None
    number = 0
    while True:
        wait.until(lambda d: d.find_element(By.ID, "end").is_displayed()
                   or d.find_element(By.ID, "trouble").is_displayed()
                   or d.find_element(By.ID, "real").is_enabled())
        if driver.find_element(By.ID, "trouble").is_displayed():
            raise SystemExit("trouble: " + driver.find_element(By.ID, "reason").text)
        if driver.find_element(By.ID, "end").is_displayed():
            break
        text = driver.find_element(By.ID, "count").text
        number = int(text.split()[0])
        trials = int(text.split()[-1])
        if number == 1:
            picture("question", 1000, 900)
            picture("question-phone", 390, 844)
            found["button-height"] = driver.find_element(By.ID, "real").size["height"]
            driver.set_window_size(1000, 900)
        answer = "real" if number % 3 == 0 else "generated"
        if number % 2 == 0:
            driver.find_element(By.ID, answer).click()
        else:
            key = {"real": ["r", Keys.ARROW_LEFT], "generated": ["g", Keys.ARROW_RIGHT]}[answer][number % 4 // 2]
            driver.find_element(By.TAG_NAME, "body").send_keys(key)
        found["answers"].append(answer)
        wait.until(lambda d: not d.find_element(By.ID, "real").is_enabled())
        if number == trials // 2:
            # The page is closed and comes back: the next trial is the next one.
            time.sleep(0.3)
            driver.get("about:blank")
            driver.get(url)
            begin()
            found["resumed"] = driver.find_element(By.ID, "begin").text
            found["left"] = int(driver.find_element(By.ID, "total").text)
            driver.find_element(By.ID, "begin").click()
    picture("thanks", 1000, 900)
    found["thanks"] = driver.find_element(By.ID, "end").text
    found["log"] = complaints(driver)
finally:
    driver.quit()
print(json.dumps(found))
