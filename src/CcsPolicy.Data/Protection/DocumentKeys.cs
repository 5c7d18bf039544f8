using System.Collections.Concurrent;
using System.Security.Cryptography;
using CcsPolicy.Data.Rows;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;

namespace CcsPolicy.Data.Protection;

/// <summary>Keys of documents, unwrapped once and kept in memory. Holding a key opens nothing by itself: rows come through the need-to-know filter.</summary>
public sealed class DocumentKeys(MasterKeys masters, IdSource ids)
{
    private readonly ConcurrentDictionary<DocumentId, SealingKeys> unwrapped = new();

    internal IdSource Ids => ids;

    internal MasterKeys Masters => masters;

    /// <summary>A new key for a new document, to be stored with it.</summary>
    internal DocumentKey Create(DocumentId document)
    {
        var key = ids.NextBytes(32);
        unwrapped[document] = new SealingKeys(document, [key]);
        return Wrapped(document, 1, key);
    }

    /// <summary>One more key for a document, to be stored with what it seals, and the keys that the document has then. They are kept by <see cref="Take"/>, once they are stored.</summary>
    internal (DocumentKey Row, SealingKeys Keys) Further(DocumentId document, SealingKeys keys)
    {
        var key = ids.NextBytes(32);
        return (Wrapped(document, keys.Newest + 1, key), keys.With(key));
    }

    internal void Take(DocumentId document, SealingKeys keys) => unwrapped[document] = keys;

    /// <summary>The keys of the document.</summary>
    /// <param name="number">When the newest that is known here has a lower number, they are read again: another process may have made one since.</param>
    /// <param name="read">Reads the rows in the order of their numbers.</param>
    internal SealingKeys Of(DocumentId document, int number, Func<List<DocumentKey>> read) =>
        unwrapped.TryGetValue(document, out var known) && number <= known.Newest ? known
            : unwrapped[document] = read() is { Count: > 0 } rows ? new SealingKeys(document, [.. rows.Select(Unwrap)]) : throw new CryptographicException("The document has no key.");

    /// <summary>Wraps the key anew under the newest master key; what it seals stays as it is.</summary>
    internal void Rewrap(DocumentKey row)
    {
        var master = masters.Current;
        row.Wrapped = master.Wrap(Unwrap(row), row.DocumentId.Value.ToByteArray(), ids);
        row.MasterKeyId = master.Id;
    }

    private DocumentKey Wrapped(DocumentId document, int number, byte[] key)
    {
        var master = masters.Newest();
        return new DocumentKey { DocumentId = document, Number = number, MasterKeyId = master.Id, Wrapped = master.Wrap(key, document.Value.ToByteArray(), ids) };
    }

    private byte[] Unwrap(DocumentKey row) => masters.Of(row.MasterKeyId).Unwrap(row.Wrapped, row.DocumentId.Value.ToByteArray());
}
