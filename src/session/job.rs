//! An import beside the screens: on a thread of its own, so that nobody waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::thread;

use crate::app::Input;

/// What is to be done, told by the [`Source`](super::Source): it is given a place for sentences on how far it has come,
/// which answers `false` when it is to stop, and ends with what was read, or with all that went wrong.
pub type Work = Box<dyn FnOnce(&mut dyn FnMut(String) -> bool) -> Result<String, Vec<String>> + Send>;

/// An import that runs.
pub struct Job {
    news: Receiver<Input>,
    stop: Arc<AtomicBool>,
}

impl Job {
    /// Begins it.
    pub fn begin(work: Work) -> std::io::Result<Job> {
        let (tell, news) = mpsc::channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        thread::Builder::new().name("import".to_owned()).spawn(move || {
            let ended = work(&mut |sentence| {
                // Nobody listens any more when the session is over.
                tell.send(Input::Working(sentence)).is_ok() && !stopped.load(Ordering::Relaxed)
            });
            let _ = tell.send(Input::Imported(ended));
        })?;
        Ok(Job { news, stop })
    }

    /// Asks it to stop.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// What has happened since one last asked: how far it has come now, or its end; and whether it has ended.
    pub fn news(&self) -> (Option<Input>, bool) {
        let mut last = None;
        loop {
            match self.news.try_recv() {
                Ok(input) => {
                    let ended = matches!(input, Input::Imported(_));
                    last = Some(input);
                    if ended {
                        return (last, true);
                    }
                }
                Err(TryRecvError::Empty) => return (last, false),
                // It has panicked; what it had acknowledged is kept.
                Err(TryRecvError::Disconnected) => return (last, true),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    /// Everything that is told until the end.
    fn told(job: &Job) -> Vec<String> {
        let begun = Instant::now();
        let mut told = Vec::new();
        while begun.elapsed() < Duration::from_secs(10) {
            let (news, ended) = job.news();
            told.extend(news.map(|input| match input {
                Input::Working(sentence) => sentence,
                Input::Imported(ended) => format!("{ended:?}"),
                _ => "?".to_owned(),
            }));
            if ended {
                return told;
            }
            thread::sleep(Duration::from_millis(1));
        }
        panic!("it never ends: {told:?}")
    }

    #[test]
    fn a_job_tells_of_its_end() {
        let job = Job::begin(Box::new(|tell| {
            tell("half".to_owned());
            Ok("whole".to_owned())
        }));
        assert_eq!(told(&job.unwrap()).last().unwrap(), "Ok(\"whole\")");
    }

    #[test]
    fn a_job_stops_when_it_is_asked_to() {
        let job = Job::begin(Box::new(|tell| {
            while tell("on".to_owned()) {
                thread::sleep(Duration::from_millis(1));
            }
            Err(vec!["stopped".to_owned()])
        }))
        .unwrap();
        job.stop();
        assert_eq!(told(&job).last().unwrap(), "Err([\"stopped\"])");
    }

    #[test]
    fn a_job_whose_session_is_over_stops_by_itself() {
        let (tell, ended) = mpsc::channel();
        let job = Job::begin(Box::new(move |go| {
            while go("on".to_owned()) {
                thread::sleep(Duration::from_millis(1));
            }
            tell.send(()).unwrap();
            Ok(String::new())
        }));
        drop(job);
        ended.recv_timeout(Duration::from_secs(10)).unwrap();
    }
}
