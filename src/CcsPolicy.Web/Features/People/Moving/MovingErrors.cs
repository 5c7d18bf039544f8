using CcsPolicy.Domain.Basics;

namespace CcsPolicy.Web.Features.People.Moving;

internal static class MovingErrors
{
    public static DomainError UndoneAlready { get; } = new("personnel.undone-already",
        "この人事異動は、すでに取り消されています。何も変えていません。", "This change of personnel has been undone already. Nothing was changed.");

    public static DomainError InEffect { get; } = new("personnel.in-effect",
        "発令日になったので、まとめて取り消せません。何も変えていません。違うところは、人ごとに直してください。",
        "The change has taken effect and cannot be undone as a whole. Nothing was changed. Correct what is wrong person by person.");

    public static DomainError ChangedSince { get; } = new("personnel.changed-since",
        "取り込んだあとで、この異動の人の雇用・所属・職が直されているので、まとめて取り消せません。何も変えていません。違うところは、人ごとに直してください。",
        "The employment, departments or posts of somebody in this change were corrected since, so it cannot be undone as a whole. Nothing was changed. Correct what is wrong person by person.");
}
