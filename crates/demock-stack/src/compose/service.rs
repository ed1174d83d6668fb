//! One service.

use super::values::{Reader, check_keys, duration, flag, text, texts, words, wrong};
use super::{
    Condition, Dependency, Mount, Native, Note, Port, Restart, Service, Variable, health, mounts, ports, restart,
};
use crate::env_file;
use crate::error::{ComposeError, Problem};
use crate::files::{list_of, unreadable, within};
use crate::image::Image;
use crate::yaml::{Entry, Node, Value};
use demock_config::{Located, Origin};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::Duration;
use std::{fs, io};

/// Keys that are read.
const READ: &[&str] = &[
    "image",
    "build",
    "command",
    "entrypoint",
    "environment",
    "env_file",
    "ports",
    "expose",
    "volumes",
    "tmpfs",
    "secrets",
    "configs",
    "depends_on",
    "healthcheck",
    "networks",
    "hostname",
    "container_name",
    "profiles",
    "working_dir",
    "stop_signal",
    "stop_grace_period",
    "develop",
    "restart",
];

/// Keys of a container's that mean nothing to a process, and what is lost without them.
const WITHOUT_EFFECT: &[(&str, &str)] = &[
    ("annotations", ""),
    ("attach", ""),
    ("blkio_config", "limits are not set"),
    ("cap_add", "it runs with the rights of whoever starts it"),
    ("cap_drop", "it runs with the rights of whoever starts it"),
    ("cgroup", "limits are not set"),
    ("cgroup_parent", "limits are not set"),
    ("cpu_count", "limits are not set"),
    ("cpu_percent", "limits are not set"),
    ("cpu_period", "limits are not set"),
    ("cpu_quota", "limits are not set"),
    ("cpu_rt_period", "limits are not set"),
    ("cpu_rt_runtime", "limits are not set"),
    ("cpu_shares", "limits are not set"),
    ("cpus", "limits are not set"),
    ("cpuset", "limits are not set"),
    ("credential_spec", ""),
    ("deploy", "one instance runs, without limits"),
    ("device_cgroup_rules", "it sees the devices of the machine"),
    ("devices", "it sees the devices of the machine"),
    ("dns", "names are resolved as on the machine"),
    ("dns_opt", "names are resolved as on the machine"),
    ("dns_search", "names are resolved as on the machine"),
    ("domainname", "names are resolved as on the machine"),
    ("external_links", "only services of the file are reached by name"),
    ("extra_hosts", "names are resolved as on the machine"),
    ("gpus", ""),
    ("group_add", "it runs as whoever starts it"),
    ("init", ""),
    ("ipc", ""),
    ("isolation", ""),
    ("label_file", ""),
    ("labels", ""),
    ("links", "every service is reached by its name"),
    ("logging", "its output is kept by the stack"),
    ("mac_address", ""),
    ("mem_limit", "limits are not set"),
    ("mem_reservation", "limits are not set"),
    ("mem_swappiness", "limits are not set"),
    ("memswap_limit", "limits are not set"),
    ("models", "models are not provided"),
    ("network_mode", "it is on the machine's own network"),
    ("oom_kill_disable", ""),
    ("oom_score_adj", ""),
    ("pid", ""),
    ("pids_limit", "limits are not set"),
    ("platform", "it runs on the machine's own"),
    ("post_start", "the hook is not run"),
    ("pre_start", "the hook is not run"),
    ("pre_stop", "the hook is not run"),
    ("privileged", "it runs with the rights of whoever starts it"),
    ("provider", "the service is not provided"),
    ("pull_policy", ""),
    ("pull_refresh_after", ""),
    ("read_only", "it may write what whoever starts it may"),
    ("runtime", ""),
    ("scale", "one instance runs"),
    ("security_opt", ""),
    ("shm_size", "shared memory is the machine's"),
    ("stdin_open", ""),
    ("storage_opt", ""),
    ("sysctls", "the machine's own settings stay"),
    ("tty", ""),
    ("ulimits", "limits are those of whoever starts it"),
    ("use_api_socket", "it has no socket of an engine"),
    ("user", "it runs as whoever starts it"),
    ("userns_mode", ""),
    ("uts", ""),
    ("volumes_from", "volumes of other services are not seen"),
];

const KNOWN: &[&str] = &known();

const fn known() -> [&'static str; READ.len() + WITHOUT_EFFECT.len()] {
    let mut all = [""; READ.len() + WITHOUT_EFFECT.len()];
    let mut at = 0;
    while at < READ.len() {
        all[at] = READ[at];
        at += 1;
    }
    let mut more = 0;
    while more < WITHOUT_EFFECT.len() {
        all[at + more] = WITHOUT_EFFECT[more].0;
        more += 1;
    }
    all
}

const DEPENDENCY_KEYS: &[&str] = &["condition", "required", "restart"];
const NATIVE_KEYS: &[&str] = &["command", "build", "working_dir", "ready", "migrate", "migrations", "env"];
const ENV_FILE_KEYS: &[&str] = &["path", "required", "format"];

/// How long a service has to stop, where it does not say.
const GRACE: Duration = Duration::from_secs(10);

impl Reader<'_> {
    pub(super) fn service(&mut self, entry: &Entry) -> Result<Service, ComposeError> {
        let (node, name) = (&entry.node, entry.key.to_string());
        check_keys(node, &format!("service `{name}`"), KNOWN)?;
        self.without_effect(node);
        let of = |key: &'static str| node.get(key).map(|node| text(key, node)).transpose();
        let command_of = |key: &'static str| Ok(node.get(key).map(|node| words(key, node)).transpose()?.flatten());
        let native = node.get("x-demock").map(native).transpose()?;
        let image = of("image")?.map(|image| self::image(&image)).transpose()?;
        let build = node.get("build").map(build).transpose()?;
        if image.is_none() && build.is_none() && native.as_ref().is_none_or(|native| native.command.is_none()) {
            return Err(ComposeError::new(entry.key_origin.clone(), Problem::NothingToRun(name)));
        }
        let grace = node.get("stop_grace_period").map(|node| duration("stop_grace_period", node)).transpose()?;
        Ok(Service {
            image,
            build,
            command: command_of("command")?,
            entrypoint: command_of("entrypoint")?,
            environment: self.environment(node)?,
            ports: all_ports(node)?,
            mounts: self.mounts(node)?,
            depends_on: node.get("depends_on").map(depends_on).transpose()?.unwrap_or_default(),
            health: node.get("healthcheck").map(health::health).transpose()?,
            aliases: aliases(node)?,
            profiles: node.get("profiles").map(|node| names("profiles", node)).transpose()?.unwrap_or_default(),
            working_dir: of("working_dir")?,
            stop_signal: of("stop_signal")?,
            stop_grace_period: grace.unwrap_or(GRACE),
            restart: node.get("restart").map(restart::restart).transpose()?.unwrap_or(Restart::Unsaid),
            watch: node.get("develop").map(watch).transpose()?.unwrap_or_default(),
            native,
            name: Located { value: name, origin: entry.key_origin.clone() },
        })
    }

    fn without_effect(&mut self, node: &Rc<Node>) {
        for entry in node.entries() {
            let Some((key, lost)) = WITHOUT_EFFECT.iter().find(|(key, _)| *key == &*entry.key) else { continue };
            let text = if lost.is_empty() {
                format!("`{key}` has no effect without a container")
            } else {
                format!("`{key}` has no effect without a container: {lost}")
            };
            self.notes.push(Note { origin: entry.key_origin.clone(), text });
        }
    }

    /// Variables: those of files first, in order, then the service's own.
    fn environment(&mut self, node: &Rc<Node>) -> Result<BTreeMap<String, Variable>, ComposeError> {
        let mut all = BTreeMap::new();
        if let Some(files) = node.get("env_file") {
            for file in list_of(files) {
                self.env_file(file, &mut all)?;
            }
        }
        if let Some(own) = node.get("environment") {
            variables("environment", own, &mut all)?;
        }
        // A name alone has the value of whoever starts the stack, which is asked for then, else that of the project's `.env`.
        for (name, variable) in
            all.iter_mut().filter(|(name, it)| it.value.is_none() && !self.given.contains_key(*name))
        {
            variable.value = (self.variable)(name);
        }
        Ok(all)
    }

    fn env_file(&mut self, node: &Rc<Node>, all: &mut BTreeMap<String, Variable>) -> Result<(), ComposeError> {
        let (path, required) = match &node.value {
            Value::Scalar { .. } => (text("env_file", node)?, true),
            Value::Map(_) => {
                check_keys(node, "env_file", ENV_FILE_KEYS)?;
                let Some(path) = node.get("path") else { return wrong("env_file", node, "a mapping with `path`") };
                // Compose specification, `env_file`: required unless it says otherwise.
                let required = node.get("required").map(|node| flag("required", node)).transpose()?;
                (text("path", path)?, required.unwrap_or(true))
            }
            Value::Null | Value::List(_) => return wrong("env_file", node, "the path of a file"),
        };
        let file = within(&node.folder, &path.value);
        self.sources.push(file.clone());
        match fs::read_to_string(self.root.join(&*file)) {
            Ok(text) => {
                for (name, value) in env_file::parse(&text) {
                    let origin = Origin { path: file.clone(), line: 1, column: 1 };
                    all.insert(name, Variable { value: Some(value), origin });
                }
                Ok(())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && !required => Ok(()),
            Err(error) => Err(ComposeError::new(path.origin, unreadable(self.root, &file, error))),
        }
    }

    fn mounts(&self, node: &Rc<Node>) -> Result<Vec<Mount>, ComposeError> {
        let mut all = Vec::new();
        if let Some(volumes) = node.get("volumes") {
            all.extend(mounts::volumes(volumes, self.given.get("HOME").map(String::as_str))?);
        }
        if let Some(memory) = node.get("tmpfs") {
            all.extend(mounts::memory(memory)?);
        }
        for key in ["secrets", "configs"] {
            if let Some(granted) = node.get(key) {
                all.extend(self.grants(key, granted)?);
            }
        }
        // Compose specification, "Merge", "Unique resources": what a later file mounts to a path is what is there.
        let mut seen: Vec<Mount> = Vec::with_capacity(all.len());
        for mount in all {
            match seen.iter_mut().find(|known| known.target == mount.target) {
                Some(known) => *known = mount,
                None => seen.push(mount),
            }
        }
        Ok(seen)
    }
}

/// What a service publishes, and what it exposes besides.
fn all_ports(node: &Rc<Node>) -> Result<Vec<Port>, ComposeError> {
    let mut all = node.get("ports").map(ports::ports).transpose()?.unwrap_or_default();
    for port in node.get("expose").map(ports::ports).transpose()?.unwrap_or_default() {
        if !all.iter().any(|known| known.container == port.container) {
            all.push(port);
        }
    }
    Ok(all)
}

fn image(text: &Located<String>) -> Result<Located<Image>, ComposeError> {
    if let Ok(value) = Image::parse(&text.value) {
        return Ok(Located { value, origin: text.origin.clone() });
    }
    let seen = format!("`{}`", text.value);
    let problem = Problem::WrongForm { key: "image".to_owned(), seen, expected: "an image such as `postgres:16`" };
    Err(ComposeError::new(text.origin.clone(), problem))
}

/// The folder that a service is built from, relative to the project.
fn build(node: &Rc<Node>) -> Result<Located<String>, ComposeError> {
    let context = match &node.value {
        Value::Scalar { .. } => text("build", node)?,
        Value::Map(_) => match node.get("context") {
            Some(context) => text("context", context)?,
            None => Located { value: ".".to_owned(), origin: node.origin.clone() },
        },
        Value::Null | Value::List(_) => return wrong("build", node, "a folder, or a mapping with `context`"),
    };
    Ok(Located { value: within(&node.folder, &context.value).to_string(), origin: context.origin })
}

/// Names by which a service is reached besides its own.
fn aliases(node: &Rc<Node>) -> Result<Vec<String>, ComposeError> {
    let mut all = Vec::new();
    for key in ["hostname", "container_name"] {
        if let Some(name) = node.get(key) {
            all.push(text(key, name)?.value);
        }
    }
    for network in node.get("networks").map_or(&[][..], |networks| networks.entries()) {
        if let Some(aliases) = network.node.get("aliases") {
            all.extend(names("aliases", aliases)?);
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

fn names(key: &str, node: &Rc<Node>) -> Result<Vec<String>, ComposeError> {
    Ok(texts(key, node)?.into_iter().map(|name| name.value).collect())
}

/// `NAME=value` items, or a mapping; a name alone has no value.
fn variables(key: &'static str, node: &Rc<Node>, all: &mut BTreeMap<String, Variable>) -> Result<(), ComposeError> {
    match &node.value {
        Value::List(items) => {
            for item in items {
                let written = text(key, item)?;
                let (name, value) = match written.value.split_once('=') {
                    Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                    None => (written.value, None),
                };
                all.insert(name, Variable { value, origin: written.origin });
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let value = match &entry.node.value {
                    Value::Null => None,
                    Value::Scalar { text, .. } => Some(text.to_string()),
                    Value::List(_) | Value::Map(_) => return wrong(&entry.key, &entry.node, "a text"),
                };
                all.insert(entry.key.to_string(), Variable { value, origin: entry.key_origin.clone() });
            }
        }
        Value::Null => {}
        Value::Scalar { .. } => return wrong(key, node, "a mapping, or a list of `NAME=value`"),
    }
    Ok(())
}

/// Names of services that are asked for, with those of all that they depend on; `None` where all are.
pub(super) fn needed<'e>(entries: &'e [Entry], only: &[String]) -> Option<BTreeSet<&'e str>> {
    if only.is_empty() {
        return None;
    }
    let mut needed = BTreeSet::new();
    let mut open: Vec<&Entry> = entries.iter().filter(|entry| only.iter().any(|name| **name == *entry.key)).collect();
    while let Some(entry) = open.pop() {
        if !needed.insert(&*entry.key) {
            continue;
        }
        // Where this is wrong, reading the service says so.
        let on = entry.node.get("depends_on").and_then(|node| depends_on(node).ok()).unwrap_or_default();
        open.extend(entries.iter().filter(|entry| on.iter().any(|it| *it.service.value == *entry.key)));
    }
    Some(needed)
}

fn depends_on(node: &Rc<Node>) -> Result<Vec<Dependency>, ComposeError> {
    let named = |service: Located<String>| Dependency { service, condition: Condition::Started, required: true };
    match &node.value {
        Value::Map(entries) => entries.iter().map(dependency).collect(),
        Value::List(_) | Value::Scalar { .. } => Ok(texts("depends_on", node)?.into_iter().map(named).collect()),
        Value::Null => Ok(Vec::new()),
    }
}

fn dependency(entry: &Entry) -> Result<Dependency, ComposeError> {
    let service = Located { value: entry.key.to_string(), origin: entry.key_origin.clone() };
    if entry.node.value == Value::Null {
        return Ok(Dependency { service, condition: Condition::Started, required: true });
    }
    check_keys(&entry.node, "depends_on", DEPENDENCY_KEYS)?;
    let condition = match entry.node.get("condition") {
        None => Condition::Started,
        Some(node) => match &*text("condition", node)?.value {
            "service_started" => Condition::Started,
            "service_healthy" => Condition::Healthy,
            "service_completed_successfully" => Condition::Completed,
            _ => {
                let expected = "`service_started`, `service_healthy` or `service_completed_successfully`";
                return wrong("condition", node, expected);
            }
        },
    };
    // Compose specification, `depends_on`: required unless it says otherwise.
    let required = entry.node.get("required").map(|node| flag("required", node)).transpose()?.unwrap_or(true);
    Ok(Dependency { service, condition, required })
}

/// Paths of `develop.watch`, whatever is to be done with them in a container.
fn watch(node: &Rc<Node>) -> Result<Vec<Located<String>>, ComposeError> {
    check_keys(node, "develop", &["watch"])?;
    let rows = node.get("watch").map(list_of).unwrap_or_default();
    let path = |row: &Rc<Node>| match row.get("path") {
        Some(path) => {
            let path = text("path", path)?;
            Ok(Located { value: within(&row.folder, &path.value).to_string(), origin: path.origin })
        }
        None => wrong("develop.watch", row, "a list of mappings with `path`"),
    };
    rows.into_iter().map(path).collect()
}

fn native(node: &Rc<Node>) -> Result<Native, ComposeError> {
    check_keys(node, "x-demock", NATIVE_KEYS)?;
    let command_of = |key: &'static str| Ok(node.get(key).map(|node| words(key, node)).transpose()?.flatten());
    let of = |key: &'static str| node.get(key).map(|node| text(key, node)).transpose();
    let mut env = BTreeMap::new();
    if let Some(own) = node.get("env") {
        variables("env", own, &mut env)?;
    }
    Ok(Native {
        command: command_of("command")?,
        build: command_of("build")?,
        working_dir: of("working_dir")?,
        ready: of("ready")?,
        migrate: command_of("migrate")?,
        migrations: node.get("migrations").map(|node| texts("migrations", node)).transpose()?.unwrap_or_default(),
        env,
    })
}
