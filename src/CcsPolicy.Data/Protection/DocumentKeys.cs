using System.Collections.Concurrent;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Data.Protection;

/// <summary>Keys of documents, unwrapped once and kept in memory. Holding a key opens nothing by itself: rows come through the need-to-know filter.</summary>
public sealed class DocumentKeys(MasterKeys masters, IdSource ids)
{
    private readonly ConcurrentDictionary<DocumentId, byte[]> unwrapped = new();

    internal IdSource Ids => ids;

    internal MasterKeys Masters => masters;

    /// <summary>A new key for a new document, to be stored with it.</summary>
    internal DocumentKey Create(DocumentId document)
    {
        var key = ids.NextBytes(32);
        unwrapped[document] = key;
        var master = masters.Newest();
        return new DocumentKey { DocumentId = document, MasterKeyId = master.Id, Wrapped = master.Wrap(key, document.Value.ToByteArray(), ids) };
    }

    internal byte[] Of(DocumentId document, Func<DocumentKey> read) =>
        unwrapped.GetOrAdd(document, static (_, with) => with.Item1.Unwrap(with.read()), (this, read));

    /// <summary>Wraps the key anew under the newest master key; what it seals stays as it is.</summary>
    internal void Rewrap(DocumentKey row)
    {
        var master = masters.Current;
        row.Wrapped = master.Wrap(Unwrap(row), row.DocumentId.Value.ToByteArray(), ids);
        row.MasterKeyId = master.Id;
    }

    private byte[] Unwrap(DocumentKey row) => masters.Of(row.MasterKeyId).Unwrap(row.Wrapped, row.DocumentId.Value.ToByteArray());
}
