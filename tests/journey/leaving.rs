//! However it is left, stopped or resized, the terminal is as it should be.

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::Read;

use super::kit::*;

#[test]
fn every_orderly_end_gives_the_terminal_back() {
    for how in ["q", "\u{3}", "TERM", "HUP", "INT"] {
        let mut terminal = samples(80, 24, "xterm-256color");
        terminal.shows("協働推進体制の充実");
        match how {
            "TERM" | "HUP" | "INT" => terminal.signal(how),
            key => terminal.press(key),
        }
        assert_eq!(terminal.ends(), 0, "{how:?}");
    }
}

#[test]
fn a_terminal_of_any_size_is_served() {
    for (cols, rows, seen) in [(20, 5, "協働"), (1, 1, "")] {
        let mut terminal = samples(cols, rows, "xterm");
        terminal.until("the first screen", |s| s.alternate_screen() && s.contents().contains(seen));
        terminal.press("q");
        assert_eq!(terminal.ends(), 0, "{cols}x{rows}");
    }
}

#[test]
fn a_resized_terminal_is_drawn_anew() {
    let mut terminal = samples_to_resize(80, 24);
    terminal.shows("協働推進体制の充実");
    terminal.resize(120, 40);
    terminal.until("the detail stands beside the list", |s| {
        s.contents().contains("指標") || s.contents().contains("P3-1  協働推進体制の充実")
    });
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
#[cfg(target_os = "linux")]
fn the_terminal_is_given_back_while_the_program_is_stopped() {
    let mut terminal = samples(80, 24, "xterm-256color");
    terminal.shows("P3");
    terminal.press("\x1a");
    terminal.until("the other screen is left", |screen| !screen.alternate_screen() && !screen.hide_cursor());
    // It leaves the screen before it stops; going on too early would be lost.
    terminal.stopped();
    terminal.signal("CONT");
    terminal.until("the other screen is taken again", vt100::Screen::alternate_screen);
    terminal.shows("P3");
    terminal.press("p");
    terminal.shows("1 市民活動支援センター");
    terminal.press("q");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_terminal_that_is_gone_is_waited_for_by_nobody() {
    let home = home_with_samples();
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(BINARY);
    command.env_clear();
    for (name, value) in environment(home.path(), &[("TERM", "xterm")]) {
        command.env(name, value);
    }
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
    let mut reader = pair.master.try_clone_reader().unwrap();
    while find(&seen, b"\x1b[?2026l").is_none() {
        let n = reader.read(&mut piece).unwrap();
        seen.extend(&piece[..n]);
    }
    drop((reader, pair.master));
    assert_eq!(child.wait().unwrap().exit_code(), 0);
}

#[test]
fn after_any_sizes_in_between_the_screen_is_as_it_was() {
    let mut terminal = samples_to_resize(80, 24);
    terminal.stands_on(FIRST);
    let (before, text) = (terminal.cells(), terminal.parser.screen().contents());
    for (cols, rows) in [(1, 1), (1, 40), (200, 1), (3, 3), (300, 100)] {
        let frame = frames(&terminal.log).len() + 1;
        terminal.resize(cols, rows);
        terminal.until_frames(frame);
        terminal.resize(80, 24);
        terminal.until(&format!("the screen before {cols}x{rows}"), |screen| screen.contents() == text);
        assert!(terminal.cells() == before, "{cols}x{rows}: {}", terminal.picture());
    }
    // Nobody waits between these; the last one counts.
    for step in 0..200 {
        terminal.tell_size(20 + step, 5 + step % 50);
    }
    terminal.tell_size(80, 24);
    terminal.press("j");
    terminal.stands_on("   2 ");
    terminal.press("k");
    terminal.until("the screen before all of them", |screen| screen.contents() == text);
    assert!(terminal.cells() == before, "{}", terminal.picture());
    leave(terminal);
}

#[test]
fn a_new_size_is_not_lost_among_keys() {
    let mut terminal = samples_to_resize(80, 24);
    terminal.stands_on(FIRST);
    for round in 0..100 {
        for at in 0..20 {
            terminal.press("jk");
            if at == 10 {
                terminal.tell_size(80, 23 - round % 2);
            }
        }
        terminal.take_until(&format!("the screen is drawn anew, round {round}"), |terminal| {
            let anew = |frame: &&&[u8]| frame.starts_with(b"\x1b[m\x1b[H\x1b[2J");
            frames(&terminal.log).iter().filter(anew).count() > 1 + usize::from(round)
        });
    }
    leave(terminal);
}

#[test]
#[cfg(target_os = "linux")]
fn who_goes_on_finds_the_line_in_which_he_typed() {
    let mut terminal = samples(80, 24, "xterm-256color");
    terminal.stands_on(FIRST);
    terminal.press("/26");
    let typing = |s: &vt100::Screen| {
        s.contents().contains("/ 26") && !s.hide_cursor() && s.cursor_position() == (22, 4)
    };
    terminal.until("the cursor stands behind the query", typing);
    let before = terminal.cells();
    terminal.press("\x1a");
    terminal.until("the other screen is left", |screen| !screen.alternate_screen());
    terminal.stopped();
    let frame = frames(&terminal.log).len() + 1;
    terminal.signal("CONT");
    terminal.until_frames(frame);
    terminal.until("the cursor stands there again", typing);
    assert!(terminal.cells() == before, "{}", terminal.picture());
    terminal.press("\u{3}");
    assert_eq!(terminal.ends(), 0);
}

#[test]
#[cfg(target_os = "linux")]
fn stopped_from_outside_it_takes_the_terminal_again() {
    let mut terminal = samples(80, 24, "xterm-256color");
    terminal.stands_on(FIRST);
    let before = terminal.cells();
    for signal in ["TSTP", "STOP", "TSTP", "STOP"] {
        terminal.signal(signal);
        if signal == "TSTP" {
            // Asked to stop, it gives the terminal back first.
            terminal.until("the other screen is left", |s| !s.alternate_screen() && !s.hide_cursor());
        }
        terminal.stopped();
        terminal.taken_by_a_shell();
        let frame = frames(&terminal.log).len() + 1;
        terminal.signal("CONT");
        terminal.until_frames(frame);
        let screen = terminal.parser.screen();
        assert!(screen.alternate_screen() && screen.hide_cursor(), "{signal}");
        assert!(terminal.cells() == before, "{signal}: {}", terminal.picture());
        terminal.press("j");
        terminal.stands_on("   2 ");
        terminal.press("k");
        terminal.stands_on(FIRST);
    }
    leave(terminal);
    // Where nobody may stop it, it goes on.
    let home = home_with_samples();
    let mut terminal = start(home.path(), &["--restricted"], 80, 24, "xterm-256color");
    terminal.stands_on(FIRST);
    terminal.signal("TSTP");
    terminal.press("j");
    terminal.stands_on("   2 ");
    leave(terminal);
}

#[test]
#[cfg(target_os = "linux")]
fn a_terminal_resized_while_the_program_was_stopped_is_drawn_in_its_new_size() {
    let home = home_with_samples();
    let shown = |cols: u16, rows: u16| {
        let mut terminal = start(home.path(), &["--restricted"], cols, rows, "xterm-256color");
        terminal.stands_on(FIRST);
        let contents = terminal.parser.screen().contents();
        leave(terminal);
        contents
    };
    let (small, large) = (shown(80, 24), shown(120, 40));
    // A shell with jobs of its own: a program that it has put behind is not told of a new size.
    let script = r#""$0"; echo behind; read -r _; fg"#;
    let call = ["/bin/sh", "-m", "-c", script, BINARY];
    let mut terminal = launch_to_lead(home.path(), &call, (80, 24), &[("TERM", "xterm-256color")]);
    terminal.until("the screen", |screen| screen.contents() == small);
    terminal.press("\x1a");
    terminal.shows("behind");
    terminal.resize(120, 40);
    terminal.press("\r");
    terminal.until("the screen in its new size", |screen| screen.contents() == large);
    // The size it had before it was stopped is a new one again.
    terminal.resize(80, 24);
    terminal.until("the screen in its old size", |screen| screen.contents() == small);
    leave(terminal);
}
