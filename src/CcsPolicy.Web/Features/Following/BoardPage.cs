using CcsPolicy.Data.Reading;
using Microsoft.AspNetCore.Components;

namespace CcsPolicy.Web.Features.Following;

/// <summary>A page of 確認状況: what its address asks of the board.</summary>
public abstract class BoardPage : ComponentBase
{
    /// <summary>The one document that is asked about; all by itself.</summary>
    [SupplyParameterFromQuery(Name = "document")] public string? Document { get; set; }

    /// <summary>The one department that is asked about; all by itself.</summary>
    [SupplyParameterFromQuery(Name = "department")] public string? Department { get; set; }

    /// <summary>The one kind of employment that is asked about; all by itself.</summary>
    [SupplyParameterFromQuery(Name = "employment")] public string? Employment { get; set; }

    /// <summary>done or open; both by itself.</summary>
    [SupplyParameterFromQuery(Name = "state")] public string? State { get; set; }

    /// <summary>The question, without what is not known.</summary>
    protected BoardQuestion Question => BoardQuestion.Parse(name => name switch
    {
        "document" => Document,
        "department" => Department,
        "employment" => Employment,
        "state" => State,
        _ => null,
    });
}
