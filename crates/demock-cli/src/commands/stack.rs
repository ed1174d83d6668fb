//! What the commands that provide services work on: the project's Compose files, and the machine.

use crate::args::{Stack, Subject};
use crate::error::{CliError, Failure};
use crate::session::Session;
use demock_config::{Environment, Provider, StackOptions};
use demock_stack::{Diagnosis, Machine, Project, Request, Store, diagnose, read};
use std::path::PathBuf;
use std::sync::Arc;

/// A project's stack, read.
pub(crate) struct Reading {
    pub(crate) project: Project,
    options: StackOptions,
    pub(crate) store: Store,
    pub(crate) path: String,
}

impl Reading {
    pub(crate) fn new(args: &Stack, environment: &Environment) -> Result<Self, Failure> {
        let session = Session::new(&Subject::default(), environment)?;
        let settings = session.settings(&session.walk())?;
        let options = settings.root().stack.clone();
        let named = args.file.iter().map(|file| Arc::from(&**file));
        let mut files: Vec<Arc<str>> = named.collect();
        if files.is_empty() {
            files = options.compose.iter().map(|file| file.value.clone()).collect();
        }
        let variables = Environment::variables();
        let request = Request { root: &session.root, files: &files, variables: &variables, profiles: &args.profile };
        let project = read(&request).map_err(Failure::usage)?;
        let cache: PathBuf = environment.cache_dir().ok_or_else(|| Failure::usage(CliError::NoCache))?;
        let path = environment.path.clone().unwrap_or_default();
        Ok(Self { project, options, store: Store::new(&cache), path })
    }

    /// Where each service would come from.
    pub(crate) fn diagnoses(&self) -> Vec<Diagnosis> {
        let asked: Vec<Provider> = self.options.providers.iter().map(|provider| provider.value).collect();
        let providers =
            if asked.is_empty() { vec![Provider::Native, Provider::Fetched, Provider::Docker] } else { asked };
        let machine =
            Machine { path: &self.path, store: &self.store, providers: &providers, running: &self.options.running };
        diagnose(&self.project, &machine)
    }
}
