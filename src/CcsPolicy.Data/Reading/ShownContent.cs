using System.Collections.Frozen;
using CcsPolicy.Data.Journalling;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;

namespace CcsPolicy.Data.Reading;

/// <summary>
/// 示した実施手順。What one request or circuit was handed of procedures: that words of one were opened, and which texts were read. The contexts of its reader tell it, so
/// no page has to: whoever marks a print or journals a reading asks here.
/// </summary>
public sealed class ShownContent
{
    private readonly Lock one = new();
    private readonly Dictionary<DocumentId, JournalFact> read = [];
    private FrozenDictionary<DocumentId, PolicyDocument>? procedures;
    private Reader? reader;

    /// <summary>Raised when <see cref="Openness"/> has changed.</summary>
    public event Action? Changed;

    /// <summary>How open the most closed procedure is of which any word was opened; null when there was none.</summary>
    public Openness? Openness { get; private set; }

    /// <summary>A fact for each procedure whose text was read, to be journalled.</summary>
    public IReadOnlyList<JournalFact> Read
    {
        get
        {
            lock (one)
                return [.. read.Values];
        }
    }

    /// <summary>Whether it has been told what procedures there are.</summary>
    internal bool IsReady => procedures is not null;

    internal void Begin(Reader by, FrozenDictionary<DocumentId, PolicyDocument> all) => (reader, procedures) = (by, all);

    /// <summary>Words of the document were opened.</summary>
    internal void Opened(DocumentId document)
    {
        // What is closed to the reader keeps its name (a receipt from earlier): a mark would tell that it is a procedure.
        if (procedures?.GetValueOrDefault(document) is not { Openness: var openness } procedure || !reader!.MayKnow(procedure))
            return;
        lock (one)
        {
            if (Openness is { } known && (known == openness || known == Domain.Documents.Openness.NeedToKnow))
                return;
            Openness = openness;
        }
        Changed?.Invoke();
    }

    /// <summary>The text of the document was read: an edition, a draft or a file.</summary>
    /// <param name="what">The name of the id in the journal: reading a hit of a search is another reading than opening the edition.</param>
    public void TextRead(DocumentId document, string what, object id)
    {
        if (procedures?.ContainsKey(document) != true)
            return;
        Opened(document);
        lock (one)
            read.TryAdd(document, new JournalFact(ReadingEntries.Fact, document).With(what, id));
    }
}
