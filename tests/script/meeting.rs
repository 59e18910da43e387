//! What is asked in a meeting: each question in a few keys from where one stands, and on to the line it rests on.

use super::kit::*;

#[test]
fn questions_of_a_meeting_lead_from_list_to_program_to_heatmap_to_source() {
    hold(
        80,
        24,
        &[
            // 「26番は?」
            ("2 6 Enter", "list P3 > detail P3-26 | at P3-26  保育料の見直し"),
            ("/ 2 6 Down", "hits 26 | at P2-26 | query 26_"),
            ("/ 2 6 Down Enter", "hits 26 > detail P2-26 | at P2-26  事業仕分けの実施"),
            ("/ 2 6 Down Enter g h", "hits 26 > detail P2-26 > heatmap P2 | at P2-26 H27上"),
            ("/ 2 6 Down Enter g h h", "hits 26 > detail P2-26 > heatmap P2 | at P2-26 H26末"),
            (
                "/ 2 6 Down Enter g h h o",
                "hits 26 > detail P2-26 > heatmap P2 > source | at P2-26 評価 H26末 2015-half-year.txt:30",
            ),
            ("/ 2 6 Down Enter g h h o Esc Esc Esc Esc", "list P3 | at P3-1"),
            // 「平成26年度末にBだったのは?」
            ("/ 'H26末:B'", "hits H26末:B | at P2-2 | query H26末:B_"),
            ("/ 'H26末:B' Enter", "hits H26末:B > detail P2-2 | at P2-2  庁内等における協働推進体制の充実"),
            (
                "/ 'H26末:B' Enter J",
                "hits H26末:B > detail P2-9 | at P2-9  協働事業の推進(学校支援ボランティアの推進)",
            ),
            ("/ 'H26末:B' Enter Esc G", "hits H26末:B | at P2-45"),
            ("/ 'H26末:B' Enter Esc G g h", "hits H26末:B > heatmap P2 | at P2-45 H27上"),
            (
                "/ 'H26末:B' Enter Esc G g h h Enter",
                "hits H26末:B > heatmap P2 > detail P2-45 | at 評価      H26末  B    (2015-03)",
            ),
            (
                "/ 'H26末:B' Enter Esc G g h o",
                "hits H26末:B > heatmap P2 > source | at P2-45 評価 H27上 2015-half-year.txt:52",
            ),
            // 「財政課は?」
            (
                "/ 'dept:財政課' space 'plan:P2'",
                "hits dept:財政課 plan:P2 | at P2-27 | query dept:財政課 plan:P2_",
            ),
            ("/ 'dept:財政課' space 'plan:P2' Enter Esc G", "hits dept:財政課 plan:P2 | at P2-41"),
            // 「外郭団体の内訳は?」
            ("3 0 Enter", "list P3 > detail P3-30 | at P3-30  外郭団体の経営改善"),
            ("/ '30-2' Enter", "hits 30-2 > detail P3-30-2 | at P3-30-2  外郭団体の経営改善"),
            // 「収納率は?」
            ("/ '収納率'", "hits 収納率 | at P3-24 | query 収納率_"),
            ("/ '収納率' Down", "hits 収納率 | at P2-33 | query 収納率_"),
            ("/ '収納率' Enter", "hits 収納率 > detail P3-24 | at P3-24  介護保険料の収納率向上対策の実施"),
            // 「フォローアップ41件は合うか」
            ("g c", "list P3 > checks | at フォローアップの数  印刷 41  実際 42"),
            ("g c o", "list P3 > checks > source | at フォローアップの数 2015-half-year.txt:70"),
            ("g c Enter", "list P3 > checks > hits plan:P2 no:25|39 | at P2-25"),
            ("g c Enter Esc", "list P3 > checks | at フォローアップの数  印刷 41  実際 42"),
        ],
    );
}
