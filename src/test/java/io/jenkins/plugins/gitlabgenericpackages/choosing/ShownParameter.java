package io.jenkins.plugins.gitlabgenericpackages.choosing;

import static org.junit.Assert.assertTrue;

import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlFormUtil;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextInput;

/** The first parameter of a page in a browser. */
record ShownParameter(HtmlPage page) {
    private static final int MOST_MILLIS = 60_000;

    private <T extends DomNode> T find(String selector) {
        return page.querySelector(".gitlab-generic-packages-versions " + selector);
    }

    HtmlSelect select() {
        return find("select");
    }

    HtmlTextInput text() {
        return find("input[name=value]");
    }

    String status() {
        return this.<DomElement>find("[role=status]").getTextContent();
    }

    /** Waits until every parameter of the page says so. */
    void await(String status) {
        long end = System.nanoTime() + MOST_MILLIS * 1_000_000L;
        while (!page.querySelectorAll("[role=status]").stream()
                .allMatch(each -> each.getTextContent().startsWith(status))) {
            assertTrue(status(), System.nanoTime() < end);
            page.getWebClient().waitForBackgroundJavaScript(100);
        }
    }

    /** Returns the values, in their order. */
    List<String> offered() {
        return select().getOptions().stream().map(HtmlOption::getValueAttribute).toList();
    }

    String label(String value) {
        return select().getOptionByValue(value).getText();
    }

    HtmlPage submit() throws Exception {
        HtmlForm form = text().getEnclosingForm();
        return (HtmlPage) HtmlFormUtil.submit(form);
    }
}
