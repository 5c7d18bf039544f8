namespace CcsPolicy.Web.Shell;

/// <summary>枠の文言。Names the resource file of the frame and the plain parts.</summary>
public sealed class ShellText;
