"""Chromium without a window, as Debian has it; who lacks it skips and says why."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

FLAGS = ("headless=new", "no-sandbox", "disable-gpu", "disable-dev-shm-usage", "no-proxy-server")
SCRIPTS = "profile.managed_default_content_settings.javascript"


def chromium(*flags: str, scripts: bool = True) -> Any:
    """Start a browser with more flags, with or without scripts; its complaints are logged."""
    from selenium import webdriver

    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("Chromium or its driver is not installed (Debian: chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*FLAGS, *flags):
        options.add_argument(f"--{flag}")
    if not scripts:
        options.add_experimental_option("prefs", {SCRIPTS: 2})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options, webdriver.ChromeService(driver))
