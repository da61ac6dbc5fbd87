using System.Security.Cryptography;

namespace PodKube.Client;

/// <summary>The randomness of waits where nobody gives another. It needs no seed and is safe from any thread.</summary>
internal static class SharedJitter
{
    private const int Steps = 1 << 20;

    internal static double Next() => RandomNumberGenerator.GetInt32(Steps) / (double)Steps;
}
