using CcsPolicy.Data.Drafting;
using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Amendments;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.Reviewing;

/// <summary>Writes comments on an amendment and marks them as dealt with.</summary>
public sealed class WriteCommentHandler(ReaderDb store)
{
    public const int Longest = 4_000;

    /// <summary>意見を書く。Whoever may follow the amendment, while it is open.</summary>
    public async Task<Result<CommentId>> WriteAsync(AmendmentId id, Guid? provision, string words, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document } amendment)
            return DocumentErrors.NotFound;
        if (!amendment.IsOpen())
            return AmendmentErrors.Closed;
        var comment = db.PutComment(amendment, document, words, provision);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => comment.Id);
    }

    /// <summary>対応済みにする。The writer of the comment, or whoever edits the text.</summary>
    public async Task<Result<Done>> ResolveAsync(AmendmentId id, CommentId commentId, CancellationToken ct)
    {
        await using var db = await store.OpenAsync(ct);
        if (await db.FindAmendmentAsync(id, ct) is not { Document: { } document }
            || await db.Comments.SingleOrDefaultAsync(c => c.Id == commentId && c.AmendmentId == id, ct) is not { } comment)
            return DocumentErrors.NotFound;
        if (comment.WrittenBy != db.Reader.PersonId && !db.Reader.MayEdit(document))
            return AmendmentErrors.NotYours;
        comment.Resolve(db.Now);
        db.Record(new JournalFact("comment.resolved").With("amendment", id).With("comment", commentId), document);
        return (await db.TrySaveAsync(DocumentErrors.ChangedMeanwhile, ct)).Map(_ => Done.Instance);
    }
}
