using CcsPolicy.Domain.Access;
using CcsPolicy.Web.Access;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Finding;

public sealed partial class FindPage
{
    private FoundPage? found;
    private bool asked;
    private int page = 1;

    [Inject] internal FindProvisions Finding { get; set; } = default!;

    [Inject] internal ReaderDb Databases { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")] public string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "page")] public string? PageNumber { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Q = Q is { Length: > FindQuestion.LongestQuestion } ? Q[..FindQuestion.LongestQuestion] : Q;
        var question = FindQuestion.Of(Q);
        asked = !question.Words.IsEmpty;
        if (!asked)
            return;
        page = int.TryParse(PageNumber, out var number) && number is > 0 and < 10_000 ? number : 1;
        await using var db = await Databases.OpenAsync();
        found = await Finding.FindAsync(db, question, page, CancellationToken.None);
    }
}
