using CcsPolicy.Data;
using CcsPolicy.Data.Reading;

namespace CcsPolicy.Testing.Data;

/// <summary>Boards as the portal makes them, over the store of a context.</summary>
public static class Boards
{
    public static async Task<AcknowledgementBoard> BoardAsync(this PolicyDb db, DateOnly day, CancellationToken ct)
    {
        var databases = new PolicyDbFactory(db.Setup);
        using var documents = new KnownDocuments(databases);
        using var office = new OfficeCalendar(databases);
        using var boards = new AcknowledgementBoards(databases, documents, office);
        return await boards.OfAsync(db, day, null, ct);
    }
}
