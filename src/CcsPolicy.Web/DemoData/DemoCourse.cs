using CcsPolicy.Data;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Provisions;
using CcsPolicy.Domain.Provisions.Meaning;
using CcsPolicy.Domain.Training;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本の研修。A course on the basic policy with five questions, so that whoever looks round has something to take.</summary>
internal sealed class DemoCourse(PolicyDb db, IdSource ids, DemoActors actors, DemoYear year)
{
    private const string Text = """
        # はじめに

        組合が預かる情報の多くは、組合員とその家族の生活に直結しています。基本方針は、その情報を守るための**土台となる考え方**を定めたものです。

        この研修では、日々の業務でよく出会う五つのことを確かめます。15分ほどで終わります。

        # 覚えておくこと

        - 守るのは **機密性**・**完全性**・**可用性** の三つです。
        - 基本方針は、雇用の形にかかわらず、組合の業務に携わる人すべてに適用されます。
        - 版が改まったら、内容を確かめ、確認したことを記録します。
        - 外部サービスは、承認を受けてから使います。
        - 実施手順は、業務上知る必要のある人にだけ示します。

        # 迷ったときは

        1. 画面や紙をそのままにせず、まず情報が広がらないようにします。
        2. 情報セキュリティ担当者に知らせます。
        3. 自分だけで判断しません。

        > 早く知らせることは、責められることではありません。
        """;

    private static readonly (string Heading, string Words, string[] Choices, int[] Right, string Why)[] Questions =
    [
        ("機密性", "「機密性」とは、どのような状態のことですか。",
            ["利用を許された者以外に情報が渡らない状態", "必要な時にいつでも情報を使える状態", "情報が正しく、欠けることなく保たれている状態", "情報がすべて暗号化されている状態"], [0],
            "機密性は、許された者以外に情報が渡らないことです。ほかに、正しく保つ「完全性」と、必要な時に使える「可用性」があります。"),
        ("組合業務従事者の責務", "情報セキュリティポリシーの版が改まったとき、職員等がしなければならないことを、すべて選んでください。",
            ["内容を確かめる", "確認した旨を記録する", "自分の言葉で書き直す", "組合の外に知らせる"], [0, 1],
            "職員等は、版が改まるたびに内容を確かめ、確認した旨を記録します。このポータルの「確認」がその記録になります。"),
        ("人的セキュリティ", "研修は、いつ行うこととされていますか。",
            ["着任したときと、毎年度", "事故があったときだけ", "希望する人がいるときだけ", "5年に一度"], [0],
            "着任時と毎年度に研修を行い、あわせて実地の訓練も行います。"),
        ("業務委託と外部サービスの利用", "便利な外部サービスを見つけ、業務の情報を置きたいと思いました。どうしますか。",
            ["条件を満たすことを確かめ、承認を受けてから使う", "無料であればすぐに使う", "自分のアカウントで試してから考える", "同じ係の人が使っていれば使う"], [0],
            "外部サービスは、扱う情報の区分に応じた条件を満たすものに限り、承認を受けて利用します。"),
        ("実施手順の作成", "実施手順が公開されないのは、なぜですか。",
            ["明らかにすると攻撃の手掛かりになるおそれがあるから", "まだ下書きだから", "職員しか読む時間がないから"], [0],
            "実施手順には、攻撃の手掛かりとなり得る具体的なやり方が書かれています。そのため、業務上知る必要のある人にだけ示します。"),
    ];

    /// <summary>Puts the course and its questions down for the next save.</summary>
    public void Add(PolicyDocument document, EditionId edition, ProvisionTree tree)
    {
        var course = ids.Next<CourseId>();
        db.PutCourse(document, course, 1, new CourseWords("はじめての情報セキュリティ", Text, CourseWords.UsualPassMark, IsOpen: true), actors.Officer.Id);
        // What is put down at one time for all ends with the fiscal year.
        db.PutPlan(document, course, 1, new PlanTerms(year.FiscalYear, FiscalYear.Last(year.FiscalYear), []), isWithdrawn: false, actors.Officer.Id);
        var paths = ProvisionPaths.Of(tree);
        foreach (var (heading, words, choices, right, why) in Questions)
            if (paths.All.FirstOrDefault(placed => placed.Provision.Heading == heading) is { } placed)
                db.PutQuestion(document, course, ids.Next<QuestionId>(), 1, placed.Provision.Key.Value, edition,
                    new QuestionText(words, [.. choices.Index().Select(choice => new QuestionChoice(choice.Item, right.Contains(choice.Index)))], why, paths.LabelOf(placed)), by: actors.Officer.Id);
    }
}
