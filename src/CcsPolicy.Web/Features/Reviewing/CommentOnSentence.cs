using System.Globalization;
using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Web.Access;
using CcsPolicy.Web.Texts;
using Microsoft.Extensions.Options;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>A sentence of the instrument as a page showed it.</summary>
/// <param name="Number">Its number in that instrument.</param>
/// <param name="Step">The step of the draft that was shown.</param>
public readonly record struct ShownSentence(int Number, int Step)
{
    /// <summary>Null for whatever is none: the key of a provision, or nothing.</summary>
    public static ShownSentence? TryParse(string? text) => text is ['s', .. var rest] && rest.Split('.') is [var number, var step]
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sentence) && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var known) ? new(sentence, known) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"s{Number}.{Step}");
}

/// <summary>改正規定への意見。Whoever may follow the amendment says something about one sentence of its instrument, while it is open.</summary>
public sealed class CommentOnSentenceHandler(ReaderDb store, IOptions<AmendingOptions> usage)
{
    /// <param name="sentence">The words are taken from the step that was shown, also when the draft has gone on since: nothing that was written is lost.</param>
    public async Task<Result<CommentId>> HandleAsync(AmendmentId id, ShownSentence sentence, string words, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        if (!amendment.IsOpen())
            return AmendmentErrors.Closed;
        var shown = await db.ReadDraftAsync(amendment, sentence.Step, ct);
        if (shown.Error is { } unreadable)
            return unreadable;
        if (sentence.Number < 1 || amendment.BaseEditionId is null || !document.AmendedBy.IsPutIntoWords(amendment.Kind)
            || usage.Value.Written(amendment.Kind, shown.Value.Base, shown.Value.Tree, amendment.EffectiveFrom).Parts().FirstOrDefault(part => part.Number == sentence.Number) is not { } on)
            return DocumentErrors.NotFound;
        var comment = db.PutComment(amendment, document, words, sentence: (sentence.Number, on.Words));
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => comment.Id);
    }
}
