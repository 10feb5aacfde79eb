import unittest

import greeting


class Greeting(unittest.TestCase):
    def test_name(self):
        self.assertEqual(greeting.greet("you"), "hello you")

    def test_installed(self):
        self.assertIn("site-packages", greeting.__file__)
