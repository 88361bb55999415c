import { render } from "preact";
import { App } from "./shell/App.js";
import { startTheme } from "./shell/theme.js";
import "./theme.css";
import "./shell/shell.css";
import "./shell/filters.css";
import "./map/map.css";
import "./list/list.css";
import "./time/time.css";
import "./shell/narrow.css";
import "./panels/panels.css";
import "./panels/happening.css";
import "./panels/lines.css";
import "./panels/reader.css";

startTheme();
render(<App />, document.getElementById("page")!);
