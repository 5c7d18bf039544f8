using CcsPolicy.Domain.Acknowledgements;
using CcsPolicy.Domain.Documents;

#pragma warning disable IDE0130 // One part of the address book per feature, all of them in its namespace.
namespace CcsPolicy.Web.Shell;

public static partial class SiteUrls
{
    /// <summary>Where the form of an acknowledgement is sent.</summary>
    public const string Acknowledgements = "/acknowledgements";

    /// <summary>The reader's own receipts.</summary>
    public const string Receipts = "/receipts";

    /// <summary>Where a printed receipt is checked.</summary>
    public const string CheckReceipt = "/receipts/check";

    /// <summary>Where an edition is acknowledged; afterwards its receipt.</summary>
    public static string Acknowledge(DocumentId document, EditionId edition) => $"/documents/{document}/editions/{edition}/acknowledge";

    /// <summary>A receipt of the reader.</summary>
    public static string Receipt(AcknowledgementId receipt) => $"{Receipts}/{receipt}";

    /// <summary>The proof of a receipt of the reader, as a file.</summary>
    public static string ReceiptProof(AcknowledgementId receipt) => $"{Receipts}/{receipt}/proof";

    /// <summary>The page that checks a proof without the portal; it is saved, not opened here.</summary>
    public const string ProofCheck = "/receipt-check.html";

    public static string CheckOf(string number, string hash) => $"{CheckReceipt}?number={Uri.EscapeDataString(number)}&hash={Uri.EscapeDataString(hash)}";
}
