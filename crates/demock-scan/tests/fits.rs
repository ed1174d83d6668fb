//! Calls of tests that do not fit what another file of the project defines.
//!
//! Expected: what `CPython` raises for each call, `TypeError` or nothing.

mod folder;

use folder::Folder;

const RULE: &str = "hollow/call-does-not-fit";

const ORDERS: &str = "\
from shop.base import Model


def create(user, items, *, note=None):
    return user


class Orders:
    def __init__(self, store, limit=5):
        self.store = store

    def place(self, user, item):
        return self.store


class Stored(Model):
    def __init__(self, key):
        self.key = key


def late(a):
    return a


late = late
";

/// The reasons of all findings of the rule in a test file beside a package.
fn reasons(test: &str) -> Vec<String> {
    let folder = Folder::new();
    folder.write("shop/__init__.py", "from .orders import Orders, create as create_order\n");
    folder.write("shop/base.py", "class Model:\n    pass\n");
    folder.write("shop/orders.py", ORDERS);
    folder.write("tests/test_orders.py", test);
    let report = folder.scan();
    let found = report.findings.iter().filter(|finding| finding.rule.as_str() == RULE);
    found.map(|finding| finding.reasons.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")).collect()
}

#[track_caller]
fn check(imports: &str, body: &str, expected: Option<&str>) {
    let test = format!("{imports}\n\n\ndef test_it():\n    {body}\n    assert True is not None\n");
    let seen = reasons(&test);
    match expected {
        None => assert_eq!(seen, [""; 0], "{test}"),
        Some(expected) => {
            assert_eq!(seen.len(), 1, "{seen:?} in\n{test}");
            assert!(seen[0].contains(expected), "{seen:?} in\n{test}");
        }
    }
}

#[test]
fn functions_are_found_through_imports() {
    for imports in ["from shop.orders import create", "from shop.orders import (\n    create,\n    late,\n)"] {
        check(imports, "create(1)", Some("`create` of shop/orders.py is not given `items`"));
        check(imports, "create(1, [], note=2)", None);
    }
    check("from shop import create_order", "create_order(1, [], 2)", Some("takes 2 by place and is given 3"));
    check("from shop import orders", "orders.create(1, [], remark=2)", Some("has no parameter `remark`"));
    check("import shop.orders as orders", "orders.create(1, items=2, user=3)", Some("is given `user` twice"));
    check("import shop.orders", "shop.orders.create(1)", Some("is not given `items`"));
}

#[test]
fn objects_are_those_of_their_class() {
    check("from shop import Orders", "Orders()", Some("is not given `store`"));
    check("from shop import Orders", "it = Orders(1)\n    it.place('ann')", Some("is not given `item`"));
    check("from shop import Orders", "it = Orders(1)\n    it.place('ann', 'book')", None);
    check("from shop import Orders", "it = Orders(1)\n    it.place = print\n    it.place()", None);
    check("from shop import Orders", "it = Orders(1)\n    it = open('x')\n    it.place()", None);
}

#[test]
fn objects_may_be_made_by_a_fixture_or_a_hook() {
    let fixture = |body: &str| {
        format!(
            "import pytest\nfrom shop import Orders\n\n\n@pytest.fixture\ndef orders():\n    return Orders(1)\n\n\n\
             def test_it(orders):\n    assert {body}\n"
        )
    };
    assert_eq!(reasons(&fixture("orders.place('ann', 'book')")), [""; 0]);
    assert!(
        reasons(&fixture("orders.place('ann')"))[0].contains("`orders.place` of shop/orders.py is not given `item`")
    );
    let hook = |body: &str| {
        format!(
            "import unittest\nfrom shop import Orders\n\n\nclass TestOrders(unittest.TestCase):\n    def setUp(self):\n        \
             self.orders = Orders(1)\n\n    def test_it(self):\n        self.assertTrue({body})\n"
        )
    };
    assert_eq!(reasons(&hook("self.orders.place('ann', 'book')")), [""; 0]);
    assert!(reasons(&hook("self.orders.place()"))[0].contains("is not given `user`"));
}

#[test]
fn what_is_not_sure_is_left_alone() {
    // What it derives from is of another file.
    check("from shop.orders import Stored", "Stored()", None);
    check("from shop.orders import late", "late()", None);
    check("try:\n    from shop.orders import create\nexcept ImportError:\n    create = None", "create()", None);
    check("from shop.orders import create\nfrom other import create", "create()", None);
    let patched = "import shop\nfrom unittest.mock import patch\n\n\n@patch('shop.orders.create')\ndef test_it(create):\n    assert shop.orders.create() is not None\n";
    assert_eq!(reasons(patched), [""; 0]);
}
