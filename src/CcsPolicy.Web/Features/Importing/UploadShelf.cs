using System.Collections.Concurrent;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.People;

namespace CcsPolicy.Web.Features.Importing;

/// <summary>A file that was read and not yet taken over.</summary>
public sealed record ShelvedFile(PersonId Owner, string Name, string MediaType, byte[] Bytes, DateTimeOffset At);

/// <summary>
/// 取込元の一時保管。Holds an uploaded file in memory between reading it and taking it over, for the person who uploaded it and for half an hour.
/// Nothing of it reaches a disk before it is sealed. When it is gone, the text that was read is still in the form.
/// </summary>
public sealed class UploadShelf(IdSource ids, TimeProvider clock)
{
    private const int MostPerPerson = 2;
    private const int Most = 20;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, ShelvedFile> files = new();

    public string Put(PersonId owner, string name, string mediaType, byte[] bytes)
    {
        Clear();
        foreach (var (old, _) in files.Where(f => f.Value.Owner == owner).OrderByDescending(f => f.Value.At).Skip(MostPerPerson - 1))
            files.TryRemove(old, out _);
        foreach (var (old, _) in files.OrderByDescending(f => f.Value.At).Skip(Most - 1))
            files.TryRemove(old, out _);
        var id = ids.Next();
        files[id] = new ShelvedFile(owner, name, mediaType, bytes, clock.Now());
        return PublicId.Write(id);
    }

    public ShelvedFile? Find(PersonId owner, string? id)
    {
        Clear();
        return Guid.TryParseExact(id, "N", out var value) && files.TryGetValue(value, out var file) && file.Owner == owner ? file : null;
    }

    public void Drop(string? id)
    {
        if (Guid.TryParseExact(id, "N", out var value))
            files.TryRemove(value, out _);
    }

    private void Clear()
    {
        var until = clock.Now() - Kept;
        foreach (var (id, file) in files)
            if (file.At < until)
                files.TryRemove(id, out _);
    }
}
