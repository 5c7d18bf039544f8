using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Features.Appointing;

internal static class AppointingErrors
{
    public static DomainError RoleMissing { get; } = new("appointing.role-missing",
        "任命する役割を選んでください。", "Choose the role.");

    public static DomainError NoSuchPerson { get; } = new("appointing.no-such-person",
        "その職員番号の人は名簿にいません。", "Nobody in the list of people has this staff number.");

    public static DomainError NotEmployed { get; } = new("appointing.not-employed",
        "その日に在職していない人は任命できません。", "This person is not employed on that day.");

    public static DomainError EmployedElsewhere { get; } = new("appointing.employed-elsewhere",
        "派遣の人と受託事業者の人は、CISOにもその代理にもなれません。任命していません。", "Whoever is employed elsewhere (temporary staff of an agency, a contractor's staff) becomes neither CISO nor deputy. Nobody was appointed.");

    public static DomainError CisoIsThere { get; } = new("appointing.ciso-is-there",
        "CISOがいます。後任は、CISOが役割の任命の画面で決めます。何も変わっていません。", "There is a CISO, who names the successor on the page of appointments. Nothing was changed.");

    public static DomainError FromPast { get; } = new("appointing.from-past",
        "始まりの日は今日以後にしてください。過去にさかのぼる任命はできません。", "The first day is today or later: nobody is appointed for days that have passed.");

    public static DomainError HandOverTooSoon { get; } = new("appointing.hand-over-too-soon",
        "引き継ぎの日は明日以後にしてください。前日まで、今のCISOが務めます。", "The day of the hand-over is tomorrow or later. The present CISO serves until the day before.");

    public static DomainError UntilBeforeFrom { get; } = new("appointing.until-before-from",
        "終わりの日が始まりの日より前です。", "The last day lies before the first.");

    public static DomainError UntilPast { get; } = new("appointing.until-past",
        "終わりの日は今日以後で、始まりの日以後にしてください。今すぐ終えるときは空のままにします。", "The last day is today or later, and not before the first. Leave it empty to end at once.");

    public static DomainError HeldAlready { get; } = new("appointing.held-already",
        "この人は、その期間にすでにこの役割にあります。", "This person holds the role in that time already.");

    public static DomainError KeepsDocuments { get; } = new("appointing.keeps-documents",
        "この人は、その期間に規程の管理者です。監査担当者は、ほかの役割を兼ねません。任命していません。先に、その規程の管理をほかの人に引き継いでください。",
        "This person is custodian of a document in that time, and an auditor holds no other office. Nobody was appointed. Hand the document over to somebody else first.");

    public static DomainError SuccessorNamed { get; } = new("appointing.successor-named",
        "後任のCISOはすでに決まっています。先にその任命を取り消してください。", "A successor has been named already. End that appointment first.");

    public static DomainError CisoHandsOver { get; } = new("appointing.ciso-hands-over",
        "CISOの役割は、後任を決めて引き継ぐことで終わります。", "The office of the CISO ends by handing it over to a successor.");

    public static DomainError DoNotGoTogether(Role one, Role other) => new("appointing.do-not-go-together",
        $"{Japanese(one)}と{Japanese(other)}は兼ねられません。先に{Japanese(other)}の任命を終えてください。",
        $"{English(one)} and {English(other)} do not go together. End the appointment as {English(other)} first.");

    private static string Japanese(Role role) => role switch
    {
        Role.Auditor => "監査担当者", Role.SystemAdministrator => "システム管理者", Role.Ciso => "CISO", Role.CisoDeputy => "CISOの代理", _ => "情報セキュリティ担当者",
    };

    private static string English(Role role) => role switch
    {
        Role.Auditor => "auditor", Role.SystemAdministrator => "system administrator", Role.Ciso => "CISO", Role.CisoDeputy => "deputy of the CISO", _ => "security officer",
    };
}
