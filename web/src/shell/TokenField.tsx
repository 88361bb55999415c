// Where a server wants a token: it is given once, and kept by the server in a cookie.
import { useState } from "preact/hooks";
import { post, type Problem } from "../api.js";

export function TokenField() {
  const [token, setToken] = useState("");
  const [problem, setProblem] = useState("");
  return (
    <main class="token">
      <h1>Sayso</h1>
      <p>This record is open to those who hold a token. Whoever runs the server gives them out.</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          post("/session", { token: token.trim() }).then(
            () => location.reload(),
            (error: Problem) => setProblem(error.message),
          );
        }}
      >
        <label for="token">Token</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <button type="submit" class="primary">
          Open
        </button>
      </form>
      {problem ? (
        <p class="problem" role="alert">
          {problem}
        </p>
      ) : null}
    </main>
  );
}
