using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PodKube.Client.Patches;

namespace PodKube.Client.Tests.Patches;

public sealed class UnifiedDiffTests
{
    [Fact]
    public void Equal_texts_have_no_diff() => Assert.Empty(UnifiedDiff.Compare("a\nb\n", "a\r\nb"));

    [Fact]
    public void A_change_stands_between_three_common_lines()
    {
        string before = string.Concat(Enumerable.Range(1, 9).Select(i => $"{i}\n"));

        Assert.Equal(
            ["@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8"],
            Lines(UnifiedDiff.Compare(before, before.Replace("5", "five", StringComparison.Ordinal)))
        );
    }

    [Fact]
    public void Changes_that_are_far_apart_have_their_own_hunks()
    {
        string before = string.Concat(Enumerable.Range(1, 20).Select(i => $"{i}\n"));
        string after = before.Replace("\n3\n", "\n", StringComparison.Ordinal).Replace("\n18\n", "\n18\nnew\n", StringComparison.Ordinal);

        Assert.Equal(
            ["@@ -1,6 +1,5 @@", " 1", " 2", "-3", " 4", " 5", " 6", "@@ -16,5 +15,6 @@", " 16", " 17", " 18", "+new", " 19", " 20"],
            Lines(UnifiedDiff.Compare(before, after))
        );
    }

    [Fact]
    public void A_new_or_removed_object_is_one_hunk()
    {
        byte[] pod = Encoding.UTF8.GetBytes("""{"kind":"Pod","spec":{"x":[1]}}""");

        Assert.Equal(["@@ -0,0 +1,4 @@", "+kind: Pod", "+spec:", "+  x:", "+  - 1"], Lines(UnifiedDiff.CompareYaml(default, pod)));
        Assert.Equal(["@@ -1,4 +0,0 @@", "-kind: Pod", "-spec:", "-  x:", "-  - 1"], Lines(UnifiedDiff.CompareYaml(pod, default)));
    }

    [Fact]
    public void Following_the_diff_leads_from_one_text_to_the_other()
    {
        Gen<string[]> texts = Gen.Choose(0, 12).SelectMany(length => Gen.Elements("a", "b", "c", "d").ArrayOf(length));

        Prop.ForAll(
                Arb.From(from left in texts from right in texts select (left, right)),
                pair =>
                {
                    List<DiffLine> script = LineDiff.Compare(pair.left, pair.right);
                    Assert.Equal(pair.left, script.Where(line => line.Kind != DiffLineKind.Added).Select(line => line.Text));
                    Assert.Equal(pair.right, script.Where(line => line.Kind != DiffLineKind.Removed).Select(line => line.Text));
                    int common = script.Count(line => line.Kind == DiffLineKind.Context);
                    return common == LongestCommonSubsequence(pair.left, pair.right);
                }
            )
            .Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Texts_with_nothing_in_common_are_replaced()
    {
        string[] before = [.. Enumerable.Range(0, 3000).Select(i => $"left {i}")];
        string[] after = [.. Enumerable.Range(0, 3000).Select(i => $"right {i}")];

        List<DiffLine> script = LineDiff.Compare(before, after);

        Assert.Equal(before, script.Where(line => line.Kind == DiffLineKind.Removed).Select(line => line.Text));
        Assert.Equal(after, script.Where(line => line.Kind == DiffLineKind.Added).Select(line => line.Text));
    }

    private static int LongestCommonSubsequence(string[] left, string[] right)
    {
        int[,] length = new int[left.Length + 1, right.Length + 1];
        for (int i = left.Length - 1; i >= 0; i--)
        {
            for (int j = right.Length - 1; j >= 0; j--)
            {
                length[i, j] = left[i] == right[j] ? length[i + 1, j + 1] + 1 : Math.Max(length[i + 1, j], length[i, j + 1]);
            }
        }

        return length[0, 0];
    }

    private static IEnumerable<string> Lines(IReadOnlyList<DiffLine> diff) => diff.Select(line => line.ToString());
}
