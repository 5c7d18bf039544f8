using System.Text;

namespace CcsPolicy.Web.Commands;

/// <summary>Passphrases that somebody types, unseen; a line of the input where it is no keyboard.</summary>
internal static class Passphrases
{
    public static string? Ask(string question)
    {
        Console.Error.Write(question);
        if (Console.IsInputRedirected)
            return Console.ReadLine();
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (key.KeyChar != '\0')
                typed.Append(key.KeyChar);
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
