using CcsPolicy.Data;
using CcsPolicy.Domain.Basics;
using CcsPolicy.Domain.Documents;
using CcsPolicy.Domain.Journal;
using CcsPolicy.Domain.Provisions;

namespace CcsPolicy.Web.DemoData;

/// <summary>見本のつながり。Each chapter of a standard carries out the measure of the basic policy that has the same heading, and a procedure the chapter of its field.</summary>
internal sealed class DemoLinks(PolicyDb db, IdSource ids, DemoActors actors)
{
    /// <summary>Puts the links of all documents down for the next save.</summary>
    public void Add(IReadOnlyList<(PolicyDocument Document, string? CarriesOut, ProvisionTree Tree)> documents)
    {
        var policy = documents.First(d => d.Document.Tier == Tier.BasicPolicy);
        foreach (var (document, _, tree) in documents.Where(d => d.Document.Tier == Tier.Standard))
            foreach (var (chapter, _) in tree.All().Where(at => at.Provision.Kind == ProvisionKind.Chapter))
                Link(document, chapter, policy.Document, Headed(policy.Tree, chapter.Heading));
        var standard = documents.First(d => d.Document.Tier == Tier.Standard);
        foreach (var (document, field, tree) in documents.Where(d => d.Document.Tier == Tier.Procedure))
            Link(document, tree.Provisions[0], standard.Document, Headed(standard.Tree, field));
    }

    private void Link(PolicyDocument below, Provision lower, PolicyDocument above, Provision? upper)
    {
        if (upper is null)
            return;
        var by = below.Tier == Tier.Procedure ? actors.Custodian.Id : actors.Officer.Id;
        var link = new ImplementsLink
        {
            Id = ids.Next<ImplementsLinkId>(), BelowId = below.Id, BelowKey = lower.Key.Value, AboveId = above.Id, AboveKey = upper.Key.Value, RecordedBy = by, RecordedAt = db.Now,
        };
        db.Add(link);
        db.Record(new JournalFact("link.recorded").With("link", link.Id), below, by);
    }

    private static Provision? Headed(ProvisionTree tree, string? heading) =>
        heading is null ? null : tree.All().Select(at => at.Provision).FirstOrDefault(provision => provision.Heading == heading);
}
