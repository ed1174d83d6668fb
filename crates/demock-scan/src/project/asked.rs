//! What a client of HTTP asks, as the files say that it is called in: a language model's host, or this machine.
//!
//! Absent on purpose: addresses that a site names itself (`Project::of_route`).

use super::store::locked;
use super::tree::FileId;
use super::{Project, Resolution, by_name};
use crate::boundary::{functions, hosts, is_script, words};
use crate::outline;
use crate::site::Site;
use demock_model::{Boundary, Kind, Language};

/// Modules that a test imports which are read for what they ask.
const MODULES_MAX: usize = 6;

/// Clients of HTTP that are asked by address, as they are named where they are replaced.
#[rustfmt::skip]
const CLIENTS: &[&str] = &[
    "fetch", "requests.get", "requests.post", "requests.request", "requests.Session", "httpx.get", "httpx.post", "httpx.request",
    "httpx.stream", "httpx.Client", "httpx.AsyncClient", "httpx.Client.post", "httpx.AsyncClient.post", "httpx.Client.get",
    "httpx.AsyncClient.get", "urllib.request.urlopen", "aiohttp.ClientSession", "aiohttp.ClientSession.post",
    "aiohttp.ClientSession.get", "axios", "axios.get", "axios.post", "axios.create", "axios.request",
];

/// What the parts of a model's answers are called.
const PARTS: &[&str] = &[
    "chunk",
    "chunks",
    "delta",
    "choice",
    "choices",
    "part",
    "parts",
    "candidate",
    "candidates",
    "block",
    "completion",
    "usage",
    "event",
    "message",
    "stream",
];

/// What the hosts are that a file names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Model,
    /// Another program on this machine.
    Here,
    Elsewhere,
    Nobody,
}

/// What the text of a file says that asks by one of these.
const CALLS: [&str; 6] = ["fetch(", "axios", "requests.", "httpx.", "urlopen(", "aiohttp."];

impl Project<'_> {
    /// Which hosts a file names.
    pub(super) fn asked_in(&self, file: FileId) -> Asked {
        if let Some(known) = locked(&self.asked).get(&file) {
            return *known;
        }
        let text = self.store.text(self.tree.path(file));
        let asked = match text.as_deref().and_then(|text| std::str::from_utf8(text).ok()) {
            Some(text) if hosts::names_only_models(text) => Asked::Model,
            Some(text) if !CALLS.iter().any(|call| text.contains(call)) => Asked::Nobody,
            Some(text) => match hosts::names_only_this_machine(text) {
                Some(true) => Asked::Here,
                Some(false) => Asked::Elsewhere,
                None => Asked::Nobody,
            },
            None => Asked::Nobody,
        };
        locked(&self.asked).insert(file, asked);
        asked
    }

    /// Whether a file asks this machine alone, and is not named after what models are run by.
    pub(super) fn asks_here(&self, file: FileId) -> bool {
        self.asked_in(file) == Asked::Here && hosts::of_place(self.tree.path(file)).is_none()
    }

    /// What a plain client of HTTP stands for that a test of a script's puts in place: the model where the file, or else its nearest
    /// folder, is named after one, and the program's own where what the file tests asks this machine alone.
    pub(super) fn of_plain_client(
        &self,
        path: &str,
        language: Language,
        site: &Site,
        found: &Resolution,
    ) -> Option<Resolution> {
        if found.boundary != Boundary::Http || !is_script(language) || !is_plain_client(language, site) {
            return None;
        }
        if let Some((named, Boundary::Llm)) = hosts::of_place(path) {
            return Some(Resolution { boundary: Boundary::Llm, reason: Some(by_name(named)) });
        }
        let of_target = self.module_of_client(path, language, site);
        let asked = match of_target {
            Some(module) => Some(module).filter(|module| self.asks_here(*module))?,
            None => self.asked_by(path, language)?,
        };
        let why = format!("{} is what asks, and it names this machine alone", self.tree.path(asked));
        Some(Resolution { boundary: Boundary::OwnService, reason: Some(why.into()) })
    }

    /// The module of the project that a target names before the client: `shop.desk` of `shop.desk.requests.get`.
    fn module_of_client(&self, path: &str, language: Language, site: &Site) -> Option<FileId> {
        let target = site.target.as_ref()?;
        let before = CLIENTS.iter().find_map(|client| target.name.strip_suffix(client)?.strip_suffix('.'))?;
        self.locate(language, path, before)?.file
    }

    /// The module that a test imports which asks this machine and nobody else, where no other that it imports names a host.
    fn asked_by(&self, path: &str, language: Language) -> Option<FileId> {
        let test = self.tree.file(path)?;
        let module = self.module(test);
        let imported = module.imports().filter_map(|text| self.locate(language, path, text)?.file);
        let product = imported.filter(|file| !outline::is_test_code(language, self.tree.path(*file)));
        let mut here = None;
        for file in product.take(MODULES_MAX) {
            match self.asked_in(file) {
                Asked::Here => here = here.or(Some(file)),
                Asked::Model | Asked::Elsewhere => return None,
                Asked::Nobody => {}
            }
        }
        here
    }
}

/// What a double of Python's stands for that is called as a part of an answer (`mock_delta`), in a test that is named after a
/// model's provider.
pub(super) fn of_part_of_answer(path: &str, language: Language, site: &Site, found: &Resolution) -> Option<Resolution> {
    let is_bare = site.kind == Kind::MockObject && site.target.is_none();
    if language != Language::Python || !is_bare || !matches!(found.boundary, Boundary::OwnCode | Boundary::Unknown) {
        return None;
    }
    let name = site.names()?;
    let words = words::words(name.rsplit('.').next()?);
    let last = words.iter().rfind(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (named, boundary) = hosts::of_place(path).filter(|_| PARTS.contains(&last.as_str()))?;
    (boundary == Boundary::Llm).then(|| Resolution { boundary, reason: Some(by_name(named)) })
}

/// Whether a site puts something in place of a client that is given addresses.
fn is_plain_client(language: Language, site: &Site) -> bool {
    if let Some(target) = &site.target {
        return CLIENTS.iter().any(|client| {
            let before = target.name.strip_suffix(client);
            before.is_some_and(|before| before.is_empty() || before.ends_with(['.', '/']))
        });
    }
    let named = site.given.as_deref().unwrap_or_default().split(' ').find(|trace| !trace.ends_with('('));
    site.kind == Kind::MockObject
        && named.is_some_and(|name| !name.contains("()") && functions::of_name(language, name) == Some(Boundary::Http))
}
