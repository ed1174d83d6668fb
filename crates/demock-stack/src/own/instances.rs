//! Further instances of a program of the project, for leases that ask for one: with ports of their own, beside the lease's services.
//!
//! It was built and migrated for the run already, so that an instance is started at once. Absent on purpose: a pool, since what
//! an instance is told are the addresses of its lease.

use super::{Own, Steps, begin};
use crate::compose::Service;
use crate::counters::Counters;
use crate::endpoint::Endpoint;
use crate::failure::StackError;
use crate::gate::Gate;
use crate::keeper::Keeper;
use crate::lease::{Isolation, Origin, Renewal, Slice, Slicer};
use crate::program::Program;
use crate::run_folder::{Base, RunFolder};
use crate::serving::{Export, Serving as _, look_into};
use crate::starting::{Begun, Starting, Surroundings};
use demock_config::Origin as Place;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// Everything that an instance is started with.
pub(super) struct Mould {
    service: Service,
    root: PathBuf,
    cache: PathBuf,
    path: String,
    variables: BTreeMap<String, String>,
    pass: Vec<(String, Place)>,
    base: Base,
    run: PathBuf,
    keeper: Arc<Keeper>,
    made: AtomicU32,
}

impl Mould {
    pub(super) fn new(starting: &Starting<'_>) -> Self {
        let around = starting.surroundings;
        Self {
            service: starting.service.clone(),
            root: around.root.to_owned(),
            cache: around.cache.to_owned(),
            path: around.path.to_owned(),
            variables: around.variables.clone(),
            pass: around.pass.to_vec(),
            base: around.base.clone(),
            run: around.run.path().to_owned(),
            keeper: around.keeper.clone(),
            made: AtomicU32::new(1),
        }
    }

    fn start(&self, known: &[Endpoint]) -> Result<Own, StackError> {
        let mut service = self.service.clone();
        service.name.value = format!("{}-lease{}", service.name.value, self.made.fetch_add(1, Ordering::Relaxed));
        let gate = Gate::before(std::iter::empty());
        let (none, nothing) = (BTreeSet::new(), BTreeSet::new());
        let run = RunFolder::of(self.run.clone())?;
        let surroundings = Surroundings {
            root: &self.root,
            cache: &self.cache,
            generation: 0,
            gate: &gate,
            begun: &Begun::default(),
            programs: &[],
            databases: &nothing,
            migrated: &none,
            findings: &[],
            migrations_max: crate::migrations::MIGRATIONS_MAX,
            jobs: &none,
            path: &self.path,
            variables: &self.variables,
            pass: &self.pass,
            base: &self.base,
            run: &run,
            keeper: &self.keeper,
            // Names lead to the run's services, and not to the lease's.
            names: None,
        };
        let program = Program::default();
        begin(&Starting { service: &service, program: &program, surroundings: &surroundings }, known, Steps::Nothing)
    }
}

/// Makes instances.
pub(super) struct Instances(pub(super) Arc<Mould>);

impl Slicer for Instances {
    fn is_on_request(&self) -> bool {
        true
    }

    fn slice(&self, _: Isolation, known: &[Endpoint]) -> Result<(Box<dyn Slice>, Origin), StackError> {
        Ok((Box::new(Instance(self.0.start(known)?)), Origin::Miss))
    }

    fn close(&self) {}
}

/// An instance of one's own.
struct Instance(Own);

impl Slice for Instance {
    fn isolation(&self) -> Isolation {
        Isolation::Private
    }

    fn ports(&self) -> Vec<(u16, u16)> {
        crate::serving::Serving::ports(&self.0)
    }

    fn url(&self) -> String {
        crate::serving::Serving::url(&self.0)
    }

    fn exports(&self) -> Vec<Export> {
        Vec::new()
    }

    /// What a program holds in its own memory, nobody else can exchange.
    fn mark(&mut self) -> io::Result<Renewal> {
        Ok(Renewal::Held)
    }

    fn renew(&mut self) -> io::Result<Renewal> {
        Ok(Renewal::Held)
    }

    fn counted(&mut self) -> io::Result<Option<Counters>> {
        Ok(None)
    }

    fn look_into(&self) -> String {
        look_into(None, &Slice::url(self))
    }

    fn end(mut self: Box<Self>) -> Result<(), StackError> {
        match self.0.launched() {
            Some(launched) => launched.stop_at_once().map(drop),
            None => Ok(()),
        }
    }
}
