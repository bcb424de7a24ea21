//! Random sequences of resets and changes of parent of random trees, some with objects that are below several, against a
//! plain model: what is called, in which order, how often each is in reset, and what is refused.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use std::sync::{Arc, Mutex};

use proptest::prelude::*;
use qom_core::prelude::*;

const NODES: usize = 6;

type Log = Arc<Mutex<Vec<(&'static str, usize)>>>;

#[qom_type(interfaces = [Resettable])]
pub struct Node {
    number: Mutex<usize>,
    log: Mutex<Log>,
    below: Mutex<Vec<Obj<Object>>>,
}

impl ResettableImpl for Node {
    fn enter(this: &Self, _: ResetType) {
        this.tell("enter");
    }
    fn hold(this: &Self, _: ResetType) {
        this.tell("hold");
    }
    fn exit(this: &Self, _: ResetType) {
        this.tell("exit");
    }
    fn reset_children(this: &Self) -> Vec<Obj<Object>> {
        this.below.lock().unwrap().clone()
    }
}

impl Node {
    fn tell(&self, phase: &'static str) {
        self.log.lock().unwrap().lock().unwrap().push((phase, *self.number.lock().unwrap()));
    }
}

#[derive(Clone, Debug)]
enum Step {
    Assert(usize),
    Release(usize),
    Reset(usize),
    /// From below the one to below the other, if it is there.
    Move(usize, usize, usize),
}

/// As QEMU does it, on indices.
#[derive(Default)]
struct Model {
    below: [Vec<usize>; NODES],
    count: [u32; NODES],
    pending: [bool; NODES],
    log: Vec<(&'static str, usize)>,
}

impl Model {
    /// How often each is visited.
    fn visits(&self, top: usize, visits: &mut [u32; NODES]) {
        visits[top] += 1;
        self.below[top].iter().for_each(|&below| self.visits(below, visits));
    }

    fn can_rise(&self, top: usize, by: u32) -> bool {
        let mut visits = [0; NODES];
        self.visits(top, &mut visits);
        (0..NODES).all(|node| visits[node] == 0 || self.count[node] + by * visits[node] <= 50)
    }

    fn enter(&mut self, node: usize) {
        self.count[node] += 1;
        let is_first = self.count[node] == 1;
        self.below[node].clone().into_iter().for_each(|below| self.enter(below));
        if is_first {
            self.log.push(("enter", node));
            self.pending[node] = true;
        }
    }

    fn hold(&mut self, node: usize) {
        self.below[node].clone().into_iter().for_each(|below| self.hold(below));
        if std::mem::take(&mut self.pending[node]) {
            self.log.push(("hold", node));
        }
    }

    fn exit(&mut self, node: usize) {
        self.below[node].clone().into_iter().for_each(|below| self.exit(below));
        self.count[node] -= 1;
        if self.count[node] == 0 {
            self.log.push(("exit", node));
        }
    }

    fn assert(&mut self, node: usize) -> bool {
        let can = self.can_rise(node, 1);
        if can {
            self.enter(node);
            self.hold(node);
        }
        can
    }

    /// Below something that is in reset each is as often in reset as that and those that it was put into by itself. To
    /// release more than that of something below would leave QEMU with an assertion later.
    fn may_release(&self, node: usize) -> bool {
        let above: u32 = (0..NODES)
            .map(|above| {
                let times = self.below[above].iter().filter(|&&below| below == node).count();
                self.count[above] * u32::try_from(times).unwrap()
            })
            .sum();
        self.count[node] == 0 || self.count[node] > above
    }

    fn release(&mut self, node: usize) -> bool {
        let can = self.count[node] > 0;
        if can {
            self.exit(node);
        }
        can
    }

    fn change_parent(&mut self, node: usize, from: usize, to: usize) -> bool {
        let (old, new) = (self.count[from], self.count[to]);
        if !self.can_rise(node, new.saturating_sub(old)) {
            return false;
        }
        for _ in old..new {
            self.enter(node);
            self.hold(node);
        }
        if old > 0 && self.pending[node] {
            self.hold(node);
        }
        (new..old).for_each(|_| self.exit(node));
        true
    }
}

fn step() -> impl Strategy<Value = Step> {
    let node = 0..NODES;
    prop_oneof![
        4 => node.clone().prop_map(Step::Assert),
        5 => node.clone().prop_map(Step::Release),
        2 => node.clone().prop_map(Step::Reset),
        3 => (node.clone(), node.clone(), node).prop_map(|(object, from, to)| Step::Move(object, from, to)),
    ]
}

/// What is below what: a later one below an earlier one, so that there is no circle.
fn edges() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..NODES, 0..NODES), 0..9)
        .prop_map(|edges| edges.into_iter().filter(|(above, below)| above < below).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 5000 }))]

    #[test]
    fn resets_are_as_in_the_model(edges in edges(), steps in prop::collection::vec(step(), 1..40)) {
        let (log, mut model) = (Log::default(), Model::default());
        let nodes: Vec<Obj<Node>> = (0..NODES).map(|number| {
            let node = Node::new();
            *node.number.lock().unwrap() = number;
            *node.log.lock().unwrap() = log.clone();
            node
        }).collect();
        for &(above, below) in &edges {
            model.below[above].push(below);
            nodes[above].below.lock().unwrap().push(nodes[below].clone().upcast());
        }
        for step in steps {
            let (got, wanted) = match step {
                Step::Release(node) if !model.may_release(node) => continue,
                Step::Assert(node) => (nodes[node].assert_reset(ResetType::Cold), model.assert(node)),
                Step::Release(node) => (nodes[node].release_reset(ResetType::Cold), model.release(node)),
                Step::Reset(node) => {
                    let can = model.assert(node);
                    (nodes[node].reset(ResetType::Cold), can && model.release(node))
                }
                Step::Move(node, from, to) => {
                    let place = model.below[from].iter().position(|&below| below == node);
                    let Some(place) = place.filter(|_| to < node) else { continue };
                    let wanted = model.change_parent(node, from, to);
                    let got = nodes[node].change_reset_parent(Some(&nodes[from]), Some(&nodes[to]));
                    if wanted {
                        model.below[from].remove(place);
                        model.below[to].push(node);
                        nodes[from].below.lock().unwrap().remove(place);
                        nodes[to].below.lock().unwrap().push(nodes[node].clone().upcast());
                    }
                    (got, wanted)
                }
            };
            prop_assert_eq!(got.is_ok(), wanted, "{:?}", got);
            prop_assert_eq!(std::mem::take(&mut *log.lock().unwrap()), std::mem::take(&mut model.log));
            for (node, count) in nodes.iter().zip(model.count) {
                prop_assert_eq!(node.is_in_reset(), count > 0);
            }
        }
        // As often as the model says, and not once more; each alone, the last first.
        for (node, count) in nodes.iter().zip(model.count) {
            node.below.lock().unwrap().clear();
            for _ in 0..count {
                node.release_reset(ResetType::Cold).unwrap();
            }
            prop_assert!(node.release_reset(ResetType::Cold).is_err());
        }
    }
}
