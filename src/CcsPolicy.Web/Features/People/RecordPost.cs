using CcsPolicy.Data.Saving;
using CcsPolicy.Domain.Access;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.People;
using CcsPolicy.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace CcsPolicy.Web.Features.People;

public sealed record RecordPost(string? Name, DepartmentId? Department, bool ConfersManager);

/// <summary>Another name for a post.</summary>
/// <param name="Renamed">First day of the new name, when it was renamed; null when the name was written wrongly.</param>
public sealed record ChangePost(PostId Post, string? Name, DateOnly? Renamed, Guid RowVersion);

public sealed class PostsHandler(ReaderDb store)
{
    public async Task<Result<PostId>> HandleAsync(RecordPost command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var name = PersonWords.Written(command.Name);
        if (name.Length is 0 or > 100)
            return PeopleErrors.PostUnfit;
        if (command.ConfersManager && command.Department is null)
            return PeopleErrors.ManagerNeedsDepartment;
        if (command.Department is { } department && !await db.Departments.AnyAsync(d => d.Id == department, ct))
            return PeopleErrors.WhatMissing;
        if (await db.Posts.AnyAsync(p => p.Name == name, ct))
            return PeopleErrors.PostTaken;
        var post = new Post { Id = db.Ids.Next<PostId>(), Name = name, DepartmentId = command.Department, ConfersManager = command.ConfersManager };
        db.Posts.Add(post);
        db.Record(new JournalFact("post.recorded").With("post", post.Id).With("department", command.Department).With("manager", command.ConfersManager));
        await db.SaveChangesAsync(ct);
        return post.Id;
    }

    public async Task<Result<Done>> HandleAsync(ChangePost command, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var db = await store.OpenAsync(ct);
        if (!db.Reader.Can(Ability.ManagePeople))
            return AccessErrors.NotAllowed;
        var name = PersonWords.Written(command.Name);
        if (name.Length is 0 or > 100)
            return PeopleErrors.PostUnfit;
        if (await db.Posts.SingleOrDefaultAsync(p => p.Id == command.Post, ct) is not { } post)
            return AccessErrors.Gone;
        if (post.RowVersion != command.RowVersion)
            return AccessErrors.ChangedMeanwhile;
        if (await db.Posts.AnyAsync(p => p.Name == name && p.Id != command.Post, ct))
            return PeopleErrors.PostTaken;
        if (await Renaming.Of(post).KeepAsync(db, name, command.Renamed, ct) is { } refusal)
            return refusal;
        post.Name = name;
        db.Record(new JournalFact("post.changed").With("post", post.Id).With("renamed", command.Renamed));
        return await db.TrySaveAsync(AccessErrors.ChangedMeanwhile, ct);
    }
}
