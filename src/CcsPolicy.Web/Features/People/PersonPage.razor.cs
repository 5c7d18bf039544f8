using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Shell;
using CcsPolicy.Web.Shell.Ui;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.People;

public sealed partial class PersonPage(
    PeopleQueries queries, ChangePersonHandler changePerson, RecordStayHandler recordStay, CorrectStayHandler correctStay, NavigationManager navigation)
{
    private readonly FormErrors errors = new();
    private PersonView? view;
    private IReadOnlyList<FormerName> formerly = [];

    [CascadingParameter] public HttpContext Http { get; set; } = default!;

    [Parameter] public string Id { get; set; } = "";

    [SupplyParameterFromQuery(Name = "saved")] public string? Saved { get; set; }

    [SupplyParameterFromForm(FormName = "person")] public string? Name { get; set; }

    [SupplyParameterFromForm(FormName = "person")] public string? Kana { get; set; }

    [SupplyParameterFromForm(FormName = "person")] public string? Mail { get; set; }

    [SupplyParameterFromForm(FormName = "person")] public string? Renamed { get; set; }

    [SupplyParameterFromForm(FormName = "person")] public string? Row { get; set; }

    [SupplyParameterFromForm(FormName = "add-stay")] public string? What { get; set; }

    [SupplyParameterFromForm(FormName = "add-stay")] public string? From { get; set; }

    [SupplyParameterFromForm(FormName = "add-stay")] public string? UntilDay { get; set; }

    private CancellationToken Aborted => Http.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        view = PublicId.TryParse<PersonId>(Id) is { } id ? await queries.OneAsync(id, Aborted) : null;
        if (view is null)
        {
            navigation.NotFound();
            return;
        }
        formerly = await queries.FormerNamesAsync(name => name.PersonId == view.Person.Id, Aborted);
    }

    private string Named(StayLine stay) => stay switch
    {
        { Kind: { } kind } => Words[kind],
        { Role: { } role } => Words[role],
        { System: { } system } => Text["UseOf", system],
        { IsLeave: true } => Text["Leave"],
        _ => stay.Department ?? stay.Post ?? "",
    };

    private async Task ChangeAsync()
    {
        var renamed = TypedDay.Read(Renamed, errors, "renamed");
        if (!errors.Any)
            Show(await changePerson.HandleAsync(new ChangePerson(view!.Person.Id, Name, Kana, Mail, Guid.TryParse(Row, out var row) ? row : Guid.Empty, renamed), Aborted));
    }

    private async Task AddAsync()
    {
        var (from, until) = (TypedDay.Read(From, errors, "from"), TypedDay.Read(UntilDay, errors, "until"));
        if (errors.Any)
            return;
        var chosen = What is { Length: > 1 } ? What[1..] : "";
        var command = (What is [var kind, ..] ? kind : ' ') switch
        {
            'e' when Enum.TryParse<EmploymentKind>(chosen, out var employment) && Enum.IsDefined(employment) =>
                new RecordStay(view!.Person.Id, employment, null, null, from, until),
            'l' => new RecordStay(view!.Person.Id, null, null, null, from, until) { IsLeave = true },
            's' => new RecordStay(view!.Person.Id, null, null, null, from, until) { System = PublicId.TryParse<InformationSystemId>(chosen) ?? new InformationSystemId(Guid.Empty) },
            'd' => new RecordStay(view!.Person.Id, null, PublicId.TryParse<DepartmentId>(chosen), null, from, until),
            _ => new RecordStay(view!.Person.Id, null, null, PublicId.TryParse<PostId>(chosen), from, until),
        };
        Show(await recordStay.HandleAsync(command, Aborted));
    }

    private async Task CorrectAsync(StayLine stay)
    {
        var form = await Http.Request.ReadFormAsync(Aborted);
        var withdraw = form["Act"] == "withdraw";
        var field = $"until-{stay.Row:N}";
        var until = withdraw ? null : TypedDay.Read(form["Until"], errors, field);
        if (!errors.Any)
            Show(await correctStay.HandleAsync(new CorrectStay(view!.Person.Id, stay.Row, withdraw, until), Aborted), field);
    }

    private void Show(Result<Done> result, string? field = null)
    {
        if (result.Error is { } refusal)
            errors.Add(refusal, field ?? PersonFields.FieldOf(refusal));
        else
            navigation.NavigateTo(SiteUrls.PersonOf(view!.Person.Id) + "?saved=1");
    }
}
