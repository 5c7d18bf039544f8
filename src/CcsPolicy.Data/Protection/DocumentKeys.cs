using System.Collections.Concurrent;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Data.Protection;

/// <summary>Keys of documents, unwrapped once and kept in memory. Holding a key opens nothing by itself: rows come through the need-to-know filter.</summary>
public sealed class DocumentKeys(MasterKey master, IdSource ids)
{
    private readonly ConcurrentDictionary<DocumentId, byte[]> unwrapped = new();

    internal IdSource Ids => ids;

    /// <summary>A new key for a new document, to be stored with it.</summary>
    internal DocumentKey Create(DocumentId document)
    {
        var key = ids.NextBytes(32);
        unwrapped[document] = key;
        return new DocumentKey { DocumentId = document, MasterKeyId = master.Id, Wrapped = master.Wrap(key, document.Value.ToByteArray(), ids) };
    }

    internal byte[] Of(DocumentId document, Func<DocumentKey> read) =>
        unwrapped.GetOrAdd(document, static (id, with) => with.master.Unwrap(with.read().Wrapped, id.Value.ToByteArray()), (master, read));
}
