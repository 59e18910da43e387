//! dump
#![allow(clippy::all)]
use shinchoku::*;
fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().unwrap();
    let plan = args.next().and_then(|p| model::PlanCode::parse(&p));
    let bytes = std::fs::read(&path).unwrap();
    let o = import::Options { name: path.clone(), plan, period: None, today: model::Date { year: 2026, month: 11, day: 21 } };
    let d = import::read(&bytes, &o, &[]).unwrap();
    println!("plans {:?} periods {:?} statements {} programs {} unread {:?}", d.plans, d.periods.iter().map(|p| p.to_string()).collect::<Vec<_>>(), d.statements.len(), d.program_count(), d.unread);
    for x in &d.doubts { println!("doubt {} {:?} {:?} {}", x.line, x.what, x.subject, x.text.chars().take(50).collect::<String>()); }
    let (head, details) = model::build(&[d]);
    for (i, p) in head.programs.iter().enumerate() {
        let plan = &head.plans[p.plan.0 as usize];
        println!("{}-{} {} | {:?} | {:?} | {:?} | fu {:?} re {:?}", plan.id.code, p.number, p.name, p.direction.map(|d| &plan.directions[d as usize].name), p.departments.iter().map(|d| &*head.departments[d.0 as usize]).collect::<Vec<_>>(), p.grades.iter().map(|g| g.grade().map(|g| g.to_string()).unwrap_or_else(|| format!("{g:?}"))).collect::<Vec<_>>(), p.follow_up, p.relisted_of);
        for ind in &details[i].indicators {
            let q = |m: &Option<model::Measure>| m.as_ref().map(|m| format!("{} [{} {} {:?} up{:?}]", m.quantity.raw, m.quantity.value, m.quantity.unit, m.quantity.bound, m.quantity.upper)).unwrap_or("-".into());
            println!("      IND {} | T {} | A {} | {:?} {:?}", ind.label, q(&ind.target), q(&ind.actual), ind.horizon, ind.better);
        }
        if std::env::var("V").is_ok() { for s in &details[i].statements { println!("      {:?} {:?} {:?} L{:?} {}", s.statement.period.map(|p|p.to_string()), s.statement.fact, s.statement.how, s.statement.place.lines(), s.statement.text.chars().take(40).collect::<String>()); } }
    }
}
