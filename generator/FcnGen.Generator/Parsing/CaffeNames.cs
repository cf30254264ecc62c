using System.Text;

namespace FcnGen.Generator.Parsing;

/// <summary>From C# names to the names in weight files.</summary>
internal static class CaffeNames
{
    /// <summary>
    /// Lower case, with an underscore before every upper-case letter that follows a lower-case letter or a digit: <c>ScorePool4c</c> is
    /// <c>score_pool4c</c>, <c>Conv1_1</c> is <c>conv1_1</c>.
    /// </summary>
    public static string FromProperty(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (i > 0 && char.IsUpper(c) && (char.IsLower(name[i - 1]) || char.IsDigit(name[i - 1]))) text.Append('_');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
