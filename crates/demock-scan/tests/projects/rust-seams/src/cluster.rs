use kube::Client;

/// Named after the library that is talked through.
#[mockall::automock]
pub trait KubeInterface {
    fn pods(&self, label: &str) -> Vec<String>;
}

/// Has a library's name and does more than talk to it.
#[mockall::automock]
pub trait KubePlanner {
    fn planned(&self) -> Vec<String>;
}

pub struct Cluster {
    pub client: Client,
}

impl KubeInterface for Cluster {
    /// Names of pods.
    ///
    /// ```
    /// use desk::cluster::KubeInterface;
    /// ```
    fn pods(&self, label: &str) -> Vec<String> {
        let mut found = Vec::new();
        for name in ["a", "b"] {
            if name != label {
                found.push(name.to_owned());
            }
        }
        found
    }
}

/// The library's own type has it.
#[mockall::automock]
pub trait Api<T> {
    fn listed(&self) -> Vec<T>;
}

impl<T> Api<T> for kube::Api<T> {
    fn listed(&self) -> Vec<T> {
        let api: kube::Api<T> = self.clone();
        let mut all = Vec::new();
        all.extend(api.into_iter());
        all
    }
}

impl KubePlanner for Cluster {
    fn planned(&self) -> Vec<String> {
        vec![self.pods("none").join(",")]
    }
}
