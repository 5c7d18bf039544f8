using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.People;

internal static class PeopleErrors
{
    public static DomainError NumberMissing { get; } = new("person.number-missing",
        "職員番号を1文字以上20文字以内で入れてください。", "Enter a staff number of 1 to 20 characters.");

    public static DomainError NumberTaken { get; } = new("person.number-taken",
        "この職員番号は、ほかの人が使っています。", "Another person has this staff number.");

    public static DomainError NameMissing { get; } = new("person.name-missing",
        "氏名を1文字以上100文字以内で入れてください。", "Enter a name of 1 to 100 characters.");

    public static DomainError KanaTooLong { get; } = new("person.kana-too-long",
        "かなは100文字以内にしてください。", "Kana has at most 100 characters.");

    public static DomainError MailUnfit { get; } = new("person.mail-unfit",
        "メールアドレスの形ではありません。例: name@example.jp", "This is not a mail address. Example: name@example.jp");

    public static DomainError FromMissing { get; } = new("stay.from-missing",
        "始まりの日を入れてください。", "Enter the first day.");

    public static DomainError UntilBeforeFrom { get; } = new("stay.until-before-from",
        "終わりの日が始まりの日より前です。", "The last day lies before the first.");

    public static DomainError WhatMissing { get; } = new("stay.what-missing",
        "一覧から選んでください。", "Choose one from the list.");

    public static DomainError EmploymentsOverlap { get; } = new("stay.employments-overlap",
        "在職の期間が、すでにある行と重なります。先にその行を終わらせるか、取り消してください。",
        "The days overlap another employment. End or withdraw that one first.");

    public static DomainError SameStay { get; } = new("stay.same",
        "同じ所属または職の期間と重なります。先にその行を終わらせるか、取り消してください。",
        "The days overlap a stay in the same department or on the same post. End or withdraw that one first.");

    public static DomainError RoleIsAppointed { get; } = new("stay.role-is-appointed",
        "役割は最高情報セキュリティ責任者が任命します。ここでは変えられません。", "Roles are appointed by the CISO and are not changed here.");

    public static DomainError DepartmentUnfit { get; } = new("department.unfit",
        "コード（20文字以内）と名称（100文字以内）を入れてください。", "Enter a code (at most 20 characters) and a name (at most 100).");

    public static DomainError DepartmentTaken { get; } = new("department.taken",
        "そのコードか名称の所属がすでにあります。", "There is a department with this code or name already.");

    public static DomainError DepartmentEndsBeforeItBegins { get; } = new("department.ends-before-it-begins",
        "最後の日が最初の日より前です。", "The last day lies before the first.");

    public static DomainError RenamedToTheSame { get; } = new("name.renamed-to-the-same",
        "改称の日がありますが、名称が変わっていません。新しい名称を入れるか、改称の日を消してください。", "There is a day of renaming, but the name is the same. Enter the new name, or take the day away.");

    public static DomainError RenamedInFuture { get; } = new("name.renamed-in-future",
        "改称の日は今日までの日にしてください。先の改称は、その日になってから入れます。", "The day of renaming is today or earlier. Enter a later one when its day has come.");

    public static DomainError RenamedLaterAlready { get; } = new("name.renamed-later-already",
        "これより後の改称が記録されています。その旧名称を取り消してから、古い順に入れ直してください。", "A later renaming is on record. Withdraw that former name first, then enter them from the oldest on.");

    public static DomainError PostUnfit { get; } = new("post.unfit",
        "職の名称を100文字以内で入れてください。", "Enter the name of the post in at most 100 characters.");

    public static DomainError PostTaken { get; } = new("post.taken",
        "同じ名称の職がすでにあります。", "There is a post with this name already.");

    public static DomainError ManagerNeedsDepartment { get; } = new("post.manager-needs-department",
        "所属長の職には、所属を選んでください。", "A post that manages needs a department.");
}
